package queue

import "fmt"

// Guide is what a citizen is told at once about a service (一次性告知): what to bring, what it costs, how long it takes
// and whether it can be done elsewhere.
type Guide struct {
	Materials []Material `json:"materials,omitempty"`
	Fee       Text       `json:"fee,omitzero"`
	// Promise is the time within which the matter is decided.
	Promise Text `json:"promise,omitzero"`
	Note    Text `json:"note,omitzero"`
	// Online is the address where the matter can be done without coming; empty: nowhere.
	Online string `json:"online,omitempty"`
	// Reviewed is the day on which the guide was last found to be right.
	Reviewed Date `json:"reviewed,omitempty"`
}

// Material is a paper to bring.
type Material struct {
	Name     Text `json:"name"`
	Original int  `json:"original,omitempty"`
	Copies   int  `json:"copies,omitempty"`
	// Note says what is easily got wrong, such as "within the last three months".
	Note Text `json:"note,omitzero"`
	// Optional: only some people need it.
	Optional bool `json:"optional,omitempty"`
}

// Bounds of a guide.
const (
	maxMaterials = 40
	maxKeywords  = 30
	maxURL       = 300
)

// guide checks a service's guide and its everyday words.
func (c *layoutCheck) guide(s *Service, path string) {
	c.need(len(s.Keywords) <= maxKeywords, path+".keywords", "more than %d", maxKeywords)
	c.need(len(s.Guide.Materials) <= maxMaterials, path+".guide.materials", "more than %d", maxMaterials)
	c.need(len(s.Guide.Online) <= maxURL, path+".guide.online", "longer than %d characters", maxURL)
	for i, m := range s.Guide.Materials {
		c.name(m.Name, fmt.Sprintf("%s.guide.materials[%d].name", path, i))
	}
	if s.Guide.Reviewed != "" {
		_, err := ParseDate(string(s.Guide.Reviewed))
		c.need(err == nil, path+".guide.reviewed", "%q is not a day such as 2026-11-23", s.Guide.Reviewed)
	}
}

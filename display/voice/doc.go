// Package voice turns a call or an announcement into words: the sentences that screens show and the names of the sound
// clips that speakers play one after the other.
//
// Everything here is pure. Whatever is said is made of the clips that Clips lists, so that a pack of recordings that
// holds those can say everything; a clip is added, never renamed, since halls record packs of their own.
package voice

package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/paidui/paidui/kiosk"
	"github.com/paidui/paidui/kiosk/agents"
	"github.com/paidui/paidui/kiosk/agents/readers"
	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// kioskAgentCommand runs beside a kiosk's browser, on the same computer.
type kioskAgentCommand struct {
	Server string `required:"" placeholder:"URL" help:"The hall, such as http://192.168.1.10:8080."`
	// A command line can be read by everybody on the computer.
	Token       string        `xor:"token" placeholder:"TOKEN" help:"Token of the kiosk, made with --role kiosk --kiosk N; better in the environment (PAIDUI_TOKEN) or a file."`
	TokenFile   string        `xor:"token" placeholder:"FILE" help:"File that holds the token."`
	Printer     string        `default:"none" placeholder:"ADDRESS" help:"com://COM3?baud=9600, winspool://NAME, file:///dev/usb/lp0, tcp://HOST:9100 or none. Default: ${default}."`
	Reader      string        `placeholder:"READER" help:"Card reader: exec:PROGRAM ARGS, which prints a line a card, or http://127.0.0.1:PORT/path. Default: none."`
	ReaderField string        `default:"id_number" placeholder:"NAME" help:"Where a card's number is: a path in JSON such as resultContent.certNumber, or a key in key=value text. Default: ${default}."`
	ReaderEvery time.Duration `default:"500ms" placeholder:"TIME" help:"How often a reader's service is asked. Default: ${default}."`
}

// Run carries cards and slips until it is asked to stop. That the hall is away is no error: it comes back.
func (c *kioskAgentCommand) Run(t *terminal) error {
	log := slog.New(slog.NewJSONHandler(t.err, nil))
	token, err := c.token()
	if err != nil {
		return err
	}
	cfg := agents.AgentConfig{Server: c.Server, Token: token, Good: canBeIDNumber, Log: log}
	if c.Printer != "none" {
		if cfg.Printer, err = escpos.Open(c.Printer); err != nil {
			return err
		}
	}
	if c.Reader != "" {
		if cfg.Reader, err = readers.Open(c.Reader, readers.Options{Field: c.ReaderField, Every: c.ReaderEvery, Log: log}); err != nil {
			return err
		}
	}
	agent, err := agents.NewAgent(cfg)
	if err != nil {
		return err
	}
	log.Info("kiosk agent", "server", c.Server, "printer", c.Printer, "carries cards", cfg.Reader != nil)
	agent.Run(t.ctx)
	return nil
}

// errNoToken is returned where neither the flag nor the file gives a token.
var errNoToken = errors.New("no token: set PAIDUI_TOKEN or --token-file; one is made with: paidui token --role kiosk --kiosk N")

func (c *kioskAgentCommand) token() (string, error) {
	token := c.Token
	if c.TokenFile != "" {
		content, err := os.ReadFile(c.TokenFile)
		if err != nil {
			return "", fmt.Errorf("token: %w", err)
		}
		token = strings.TrimPrefix(string(content), "\uFEFF") // as Windows' editor writes it
	}
	if token = strings.TrimSpace(token); token == "" {
		return "", errNoToken
	}
	return token, nil
}

// lastDate is after every birth. A kiosk's clock may be years behind, so that the agent leaves dates to the hall.
const lastDate = queue.Date("9999-12-31")

// canBeIDNumber tells whether a card was read well.
func canBeIDNumber(number string) bool {
	_, err := kiosk.ParseIDNumber(number, lastDate)
	return err == nil
}

// Command paidui runs the queue of a service hall: one binary, whose sub-commands set a hall up, run it and look after
// its data. It joins the services, the store and the screens, which do not know one another.
//
// It ends with 0 when all went well, 1 when something did not, 2 for a command line that it does not understand, and 3
// when what the journal holds is no longer known, so that a service manager starts it again.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a hall's time zone must be known on machines that have no zone files, such as Windows

	"github.com/alecthomas/kong"
)

// The exit codes.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitUnknown = 3
)

// commandLine is what can be asked of the program.
type commandLine struct {
	Demo       demoCommand       `cmd:"" help:"Run a demo hall in a temporary directory, with simulated citizens and clerks."`
	Init       initCommand       `cmd:"" help:"Create the database of a hall from a hall file."`
	Serve      serveCommand      `cmd:"" help:"Run the hall."`
	KioskAgent kioskAgentCommand `cmd:"" help:"Run on a kiosk's own computer: carry cards from its reader to the hall and slips to its printer."`
	Token      tokenCommand      `cmd:"" help:"Print a new bearer token, while no server runs."`
	Counter    counterCommand    `cmd:"" help:"Work a window from a terminal."`
	Verify     verifyCommand     `cmd:"" help:"Check the database: its file, its chain and every record."`
	Backup     backupCommand     `cmd:"" help:"Copy the database to a file, while no server runs."`
	Simulate   simulateCommand   `cmd:"" help:"Run a day in virtual time through the rules of the hall."`
	Service    serviceCommand    `cmd:"" help:"Have the machine start the hall by itself."`
	Doctor     doctorCommand     `cmd:"" help:"Look whether the hall is well: addresses, data, disk, clock, backups, printers, voices."`
	Restore    restoreCommand    `cmd:"" help:"Make a database from a backup."`
	Bench      benchCommand      `cmd:"" help:"Measure the program beside what the disk and the network allow."`
	BenchFloor benchFloorCommand `cmd:"" hidden:""`
	Pages      pagesCommand      `cmd:"" hidden:""`
}

// terminal is where a command speaks and how it is told to stop.
type terminal struct {
	ctx      context.Context
	out, err io.Writer
	// program is the path of the program's file, from which a command can start another process of it; empty: it cannot.
	program string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	program, _ := os.Executable()
	os.Exit(run(&terminal{ctx, os.Stdout, os.Stderr, program}, os.Args[1:]))
}

// exit is a panic of the command line parser's: it has printed its help.
type exit int

// run carries out a command line and gives the exit code.
func run(t *terminal, args []string) (code int) {
	defer func() {
		if p := recover(); p != nil {
			c, ok := p.(exit)
			if !ok {
				panic(p)
			}
			code = int(c)
		}
	}()
	var line commandLine
	parser, err := kong.New(&line, kong.Name("paidui"), kong.Description("Paidui runs the queue of a service hall."),
		kong.Writers(t.out, t.err), kong.Exit(func(code int) { panic(exit(code)) }), kong.Bind(t), kong.UsageOnError(),
		kong.DefaultEnvars("PAIDUI"), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(t.err, "paidui:", err)
		return exitFailed
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(t.err, "paidui: %v\nRun \"paidui --help\" for what can be asked.\n", err)
		return exitUsage
	}
	err = chosen.Run()
	if err != nil {
		fmt.Fprintln(t.err, "paidui:", err)
	}
	return exitCode(err)
}

// exitCode is how the process ends after a command that returned err.
func exitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errJournalUnknown):
		return exitUnknown
	}
	return exitFailed
}

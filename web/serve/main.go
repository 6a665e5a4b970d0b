// Command serve serves a built site on one machine, with the headers that the page needs.
//
//	go run ./web/serve [-addr :8080] DIR
//
// It sends WebAssembly with its own MIME type (browsers then compile it while it downloads), the content security
// policy under which the module may run, and the .br or .gz file beside an asset to browsers that accept it. It is
// made for demos and small shops: behind a content delivery network any static server does, if it sends the same
// headers.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "serve:", err)
		}
		os.Exit(1)
	}
}

// run serves until the context ends, then lets running requests finish.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", ":8080", "listen on this `address`; port 0 takes a free one")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: serve [-addr :8080] DIR")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return fmt.Errorf("name the one directory to serve; %d were named", flags.NArg())
	}
	dir := flags.Arg(0)
	site, err := openSite(dir)
	if err != nil {
		return err
	}
	defer site.Close()

	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return listenError(*addr, err)
	}
	server := &http.Server{
		Handler:           secured(site),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	fmt.Fprintf(stdout, "Serving %s at %s (Ctrl-C stops it)\n", dir, address(listener.Addr()))

	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("the server stopped by itself: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("some requests were still running after 5 seconds and were cut off: %w", err)
	}
	return nil
}

// listenError says what to do when the address can't be had.
func listenError(addr string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("another program already listens on %s: stop it, or choose another port with -addr :9090 (for the demo: PORT=9090 ./build.sh demo)", addr)
	}
	return fmt.Errorf("can't listen on %s: %w", addr, err)
}

// address is where a browser on this machine finds the server.
func address(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return "http://" + addr.String() + "/"
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		// Browsers treat localhost as secure without TLS, and a service worker needs that.
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

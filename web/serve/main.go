// Command serve serves a built site on one machine, with the headers that the page needs.
//
//	go run ./web/serve [-addr :8080] [-tls-cert FILE -tls-key FILE] [-llm URL [-model NAME] | -gateway FILE] [-limits FILE] [-visitor-header NAME] DIR
//
// With -gateway it also answers /v1/turn, as rso/web/gateway does, with that configuration; -llm does without one, for the site's own
// pages, with 20 turns a minute and 500 a day for each visitor. The key for the model's server is in the environment variable RSO_KEY;
// RSO_VISITOR_KEY and RSO_TURNSTILE have visitors ask for a token first. What it counts for its limits is kept in the file -limits.
// Behind a proxy, -visitor-header names the header in which the proxy says where a request comes from. Each turn is logged to standard
// error, as a line of JSON.
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
	cert := flags.String("tls-cert", "", "serve TLS with the certificate in this `file`, and its chain")
	key := flags.String("tls-key", "", "the certificate's key, a `file`")
	var gate gateFlags
	flags.StringVar(&gate.config, "gateway", "", "answer turns too: the gateway's configuration, a JSON `file`; its key is in "+keyVariable)
	flags.StringVar(&gate.llm, "llm", "", "answer turns of the site's own pages with the model of the OpenAI-compatible server at this `URL`; its key is in "+keyVariable)
	flags.StringVar(&gate.model, "model", "default", "`name` of the model there")
	flags.StringVar(&gate.limits, "limits", "limits.db", "the `file` in which the gateway counts")
	flags.StringVar(&gate.visitor, "visitor-header", "", "the `header` in which a proxy says where a request comes from")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: serve [-addr :8080] [-tls-cert FILE -tls-key FILE] [-llm URL [-model NAME] | -gateway FILE] DIR")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return fmt.Errorf("name the one directory to serve; %d were named", flags.NArg())
	}
	if (*cert == "") != (*key == "") {
		return errors.New("-tls-cert and -tls-key go together: name both files, or neither")
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
	defer listener.Close()
	handler := secured(site)
	if gate.asked() {
		turns, counts, err := gate.open(originsOf(listener.Addr(), *cert != ""), stderr)
		if err != nil {
			return err
		}
		defer counts.Close()
		handler = beside(turns, handler)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	fmt.Fprintf(stdout, "Serving %s at %s (Ctrl-C stops it)\n", dir, address(listener.Addr(), *cert != ""))

	done := make(chan error, 1)
	go func() {
		if *cert != "" {
			done <- server.ServeTLS(listener, *cert, *key)
			return
		}
		done <- server.Serve(listener)
	}()
	select {
	case err := <-done:
		return fmt.Errorf("the server stopped by itself: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		return errors.Join(fmt.Errorf("some requests were still running after %v and were cut off: %w", grace, err), server.Close())
	}
	return nil
}

// grace is how long requests may go on when the server is to stop: longer than the 5 seconds after which a connection that has sent
// nothing counts as idle.
const grace = 10 * time.Second

// listenError says what to do when the address can't be had.
func listenError(addr string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("another program already listens on %s: stop it, or choose another port with -addr :9090 (for the demo: PORT=9090 ./build.sh demo)", addr)
	}
	return fmt.Errorf("can't listen on %s: %w", addr, err)
}

// address is where a browser on this machine finds the server.
func address(addr net.Addr, secure bool) string {
	scheme := "http://"
	if secure {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return scheme + addr.String() + "/"
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		// Browsers treat localhost as secure without TLS, and a service worker needs that.
		host = "localhost"
	}
	return scheme + net.JoinHostPort(host, port) + "/"
}

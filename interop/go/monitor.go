package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"

	"github.com/hibiken/asynq"
	"github.com/hibiken/asynqmon"
)

// Monitored is how asynqmon is set up.
type Monitored struct {
	// Where Prometheus is; empty if there is none.
	Prometheus string `json:"prometheus"`
	// Who answers the calls of the pages; asynqmon itself if empty.
	API string `json:"api"`
}

// monitor serves asynqmon on a free port of this machine, which it says.
func monitor(redis asynq.RedisClientOpt, setup Monitored) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}
	var handler http.Handler = asynqmon.New(asynqmon.Options{
		RedisConnOpt:      redis,
		PrometheusAddress: setup.Prometheus,
	})
	if setup.API != "" {
		handler = answeredBy(setup.API, handler)
	}
	go func() {
		fail(http.Serve(listener, handler))
	}()
	say(map[string]string{"uri": fmt.Sprintf("http://%s", listener.Addr())})
	awaitEnd()
}

// answeredBy passes calls of the API on to somebody else, and leaves the pages to asynqmon.
func answeredBy(api string, pages http.Handler) http.Handler {
	target, err := url.Parse(api)
	if err != nil {
		fail(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(request *httputil.ProxyRequest) {
		request.SetURL(target)
		// Whoever answers compares it with the origin of the pages.
		request.Out.Host = request.In.Host
	}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			proxy.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

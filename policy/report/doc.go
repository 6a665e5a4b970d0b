// Package report draws what training and evaluation found as one self-contained page: a person decides from it whether
// to ship a policy. Plots are inline SVG, nothing is loaded from anywhere, and the same data gives the same bytes.
package report

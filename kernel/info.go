package kernel

import (
	"fmt"
	"go/version"
	"strings"

	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers what front ends ask about the kernel itself.

func (k *Kernel) kernelInfo(*request, none) (any, error) {
	features := []string{"kernel subshells"}
	_, err := k.debugger()
	if err == nil {
		features = append(features, "debugger")
	}
	return wire.KernelInfoContent{
		Status:         wire.OK,
		Protocol:       wire.Protocol,
		Implementation: "gradbook",
		Version:        k.config.Version,
		Language: wire.LanguageInfo{
			Name:          "go",
			Version:       languageVersion(k.config.GoVersion),
			MIMEType:      "text/x-go",
			FileExtension: ".go",
			Pygments:      "go",
			CodeMirror:    "go",
		},
		Banner: fmt.Sprintf("gradbook %s: Go %s in cells. %%help lists the commands, ?name explains a name.", k.config.Version, k.config.GoVersion),
		HelpLinks: []wire.HelpLink{
			{Text: "A Tour of Go", URL: "https://go.dev/tour/"},
			{Text: "The Go Specification", URL: "https://go.dev/ref/spec"},
			{Text: "Standard Library", URL: "https://pkg.go.dev/std"},
		},
		Debugger:          err == nil,
		SupportedFeatures: features,
	}, nil
}

// languageVersion is the release that a toolchain belongs to: 1.26 for 1.26.8. Front ends keep the version in the notebook,
// which is not to change with each patch.
func languageVersion(toolchain string) string {
	return strings.TrimPrefix(version.Lang("go"+toolchain), "go")
}

func (k *Kernel) connectInfo(*request, none) (any, error) {
	return k.Ports(), nil
}

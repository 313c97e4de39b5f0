// Package install puts the kernel where Jupyter finds it, takes it away again, and examines whether everything that
// gradbook needs is there.
package install

import "embed"

//go:generate go run ./logo

// logos are the pictures of the kernel in launchers and menus, drawn by the program in logo/.
//
//go:embed logo-32x32.png logo-64x64.png logo-svg.svg
var logos embed.FS

package engine

import "testing"

func TestParseMemory(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int64 // -1: an error
	}{
		{"", 0},
		{"67108864", 64 << 20},
		{"512M", 512 << 20},
		{"512 MiB", 512 << 20},
		{"1.5g", 3 << 29},
		{"2GB", 2 << 30},
		{"1T", 1 << 40},
		{"1K", -1},
		{"0", -1},
		{"-1G", -1},
		{"lots", -1},
		{"NaN", -1},
		{"1e300G", -1},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, err := parseMemory(c.in)
			if got != max(c.want, 0) || (err != nil) != (c.want < 0) {
				t.Errorf("got %d, %v; want %d", got, err, c.want)
			}
		})
	}
}

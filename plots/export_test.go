package plots

// AddQuietly is Live.Add without showing the chart.
func AddQuietly(l *Live, values ...float64) {
	for i, v := range values {
		l.lines[i] = append(l.lines[i], v)
	}
}

package main

import "github.com/spf13/cobra"

// commands lists what gradbook can do; each command is in a file of its name.
var commands = []func() *cobra.Command{
	newDocsCmd,
	newExportCmd,
	newRunCmd,
	newSyncCmd,
	newTestCmd,
	newNewCmd,
	newCleanCmd,
	newMergeCmd,
	newDiffCmd,
	newHooksCmd,
	newReadmeCmd,
	newPrepareCmd,
	newWatchCmd,
	newKernelCmd,
	newInstallCmd,
	newUninstallCmd,
	newDoctorCmd,
	newVersionCmd,
}

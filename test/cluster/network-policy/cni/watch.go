package cni

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Watch calls whenever a note in the folder is written or removed; it ends with the process.
func Watch(folder string, changed func()) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	events, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	if err != nil {
		return fmt.Errorf("inotify: %w", err)
	}
	if _, err := unix.InotifyAddWatch(events, folder, unix.IN_CLOSE_WRITE|unix.IN_MOVED_TO|unix.IN_DELETE); err != nil {
		unix.Close(events)
		return fmt.Errorf("inotify %s: %w", folder, err)
	}
	go func() {
		buffer := make([]byte, 64<<10)
		for {
			n, err := unix.Read(events, buffer)
			if err == unix.EINTR {
				continue
			}
			if n <= 0 || err != nil {
				return
			}
			changed()
		}
	}()
	return nil
}

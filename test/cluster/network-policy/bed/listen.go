package bed

import (
	"encoding/binary"
	"fmt"
	"net"
	"sync"

	"golang.org/x/sys/unix"

	"mammut.test/cluster/network-policy/cases"
)

// listeners wait in every namespace: for connections and datagrams on all ports of the cases, and for raw packets.
type listeners struct {
	mutex   sync.Mutex
	closers []func()
	// waiting is for a nonce in the namespace of an address.
	waiting map[string]chan struct{}
}

func (b *Bed) listen() (*listeners, error) {
	l := &listeners{waiting: map[string]chan struct{}{}}
	for address := range b.namespaces {
		if err := b.In(address, func() error { return l.listenAt(address) }); err != nil {
			l.close()
			return nil, fmt.Errorf("listening at %s: %w", address, err)
		}
	}
	return l, nil
}

func (l *listeners) listenAt(address string) error {
	for _, port := range cases.Ports {
		stream, err := net.Listen("tcp4", fmt.Sprintf("%s:%d", address, port))
		if err != nil {
			return err
		}
		l.closers = append(l.closers, func() { stream.Close() })
		datagrams, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.ParseIP(address), Port: int(port)})
		if err != nil {
			return err
		}
		l.closers = append(l.closers, func() { datagrams.Close() })
		go func() {
			for {
				_, from, err := datagrams.ReadFromUDPAddrPort(make([]byte, 64))
				if err != nil {
					return
				}
				l.tell(address, from.Port())
			}
		}()
	}
	for _, protocol := range []int{unix.IPPROTO_SCTP, unix.IPPROTO_ICMP} {
		if err := l.listenRaw(address, protocol); err != nil {
			return err
		}
	}
	return nil
}

// listenRaw reads whole packets. The nonce is the source port of SCTP, the identifier of an echo request.
func (l *listeners) listenRaw(address string, protocol int) error {
	socket, err := net.ListenPacket(fmt.Sprintf("ip4:%d", protocol), address)
	if err != nil {
		return err
	}
	l.closers = append(l.closers, func() { socket.Close() })
	go func() {
		packet := make([]byte, 1500)
		for {
			n, _, err := socket.ReadFrom(packet)
			if err != nil {
				return
			}
			switch {
			case protocol == unix.IPPROTO_SCTP && n >= 12:
				l.tell(address, binary.BigEndian.Uint16(packet))
			case protocol == unix.IPPROTO_ICMP && n >= 8 && packet[0] == 8:
				l.tell(address, binary.BigEndian.Uint16(packet[4:]))
			}
		}
	}()
	return nil
}

func (l *listeners) expect(address string, nonce uint16) <-chan struct{} {
	arrived := make(chan struct{})
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.waiting[key(address, nonce)] = arrived
	return arrived
}

func (l *listeners) tell(address string, nonce uint16) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if arrived, found := l.waiting[key(address, nonce)]; found {
		delete(l.waiting, key(address, nonce))
		close(arrived)
	}
}

func key(address string, nonce uint16) string { return fmt.Sprintf("%s %d", address, nonce) }

func (l *listeners) close() {
	for _, close := range l.closers {
		close()
	}
}

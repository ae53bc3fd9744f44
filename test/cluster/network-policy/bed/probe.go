package bed

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"mammut.test/cluster/network-policy/cases"
)

// Patience is how long a packet may take before it counts as refused.
const Patience = 500 * time.Millisecond

// Passes sends the first packet of each connection, all at the same time, and says which arrived.
// Every packet has a source port (ICMP: an identifier) of its own, the nonce by which it is known, so that no
// connection of an earlier question can answer for a later one.
func (b *Bed) Passes(connections []cases.Connection) ([]bool, error) {
	passed, failures := make([]bool, len(connections)), make([]error, len(connections))
	var all sync.WaitGroup
	for i, c := range connections {
		b.lastNonce++
		nonce := 20000 + b.lastNonce%40000
		all.Add(1)
		go func() {
			defer all.Done()
			failures[i] = b.In(c.From, func() (err error) {
				passed[i], err = b.probe(c, nonce)
				return err
			})
		}()
	}
	all.Wait()
	for i, err := range failures {
		if err != nil {
			return nil, fmt.Errorf("%s → %s %s %d: %w", connections[i].From, connections[i].To, connections[i].Protocol, connections[i].Port, err)
		}
	}
	return passed, nil
}

func (b *Bed) probe(c cases.Connection, nonce uint16) (bool, error) {
	from, to := netip.MustParseAddr(c.From), netip.MustParseAddr(c.To)
	if c.Protocol == "TCP" {
		return connects(netip.AddrPortFrom(from, nonce), netip.AddrPortFrom(to, uint16(c.Port))), nil
	}
	arrived := b.listeners.expect(c.To, nonce)
	var err error
	switch c.Protocol {
	case "UDP":
		err = sendDatagram(netip.AddrPortFrom(from, nonce), netip.AddrPortFrom(to, uint16(c.Port)))
	case "SCTP":
		err = sendRaw(unix.IPPROTO_SCTP, from, to, sctpInit(nonce, uint16(c.Port)))
	case cases.ICMP:
		err = sendRaw(unix.IPPROTO_ICMP, from, to, echoRequest(nonce))
	default:
		err = fmt.Errorf("no such protocol here")
	}
	if err != nil {
		return false, err
	}
	select {
	case <-arrived:
		return true, nil
	case <-time.After(Patience):
		return false, nil
	}
}

func connects(from, to netip.AddrPort) bool {
	dialer := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(from), Timeout: Patience}
	connection, err := dialer.Dial("tcp4", to.String())
	if err != nil {
		return false
	}
	connection.Close()
	return true
}

// Acknowledged fails while the peer hasn't acknowledged all that was sent.
func Acknowledged(connection *net.TCPConn) error {
	raw, err := connection.SyscallConn()
	if err != nil {
		return err
	}
	var pending int
	var failure error
	if err := raw.Control(func(socket uintptr) { pending, failure = unix.IoctlGetInt(int(socket), unix.SIOCOUTQ) }); err != nil {
		return err
	}
	if failure == nil && pending > 0 {
		failure = fmt.Errorf("%d bytes are not acknowledged", pending)
	}
	return failure
}

func sendDatagram(from, to netip.AddrPort) error {
	socket, err := net.DialUDP("udp4", net.UDPAddrFromAddrPort(from), net.UDPAddrFromAddrPort(to))
	if err != nil {
		return err
	}
	defer socket.Close()
	_, err = socket.Write([]byte("first packet"))
	return err
}

// sendRaw writes a whole packet of a protocol, so that the kernel itself need not speak it.
func sendRaw(protocol int, from, to netip.Addr, packet []byte) error {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_RAW, protocol)
	if err != nil {
		return err
	}
	defer unix.Close(socket)
	if err := unix.Bind(socket, &unix.SockaddrInet4{Addr: from.As4()}); err != nil {
		return err
	}
	return unix.Sendto(socket, packet, 0, &unix.SockaddrInet4{Addr: to.As4()})
}

// sctpInit opens an association (RFC 9260, 3.3.2).
func sctpInit(from, to uint16) []byte {
	packet := binary.BigEndian.AppendUint16(nil, from)
	packet = binary.BigEndian.AppendUint16(packet, to)
	packet = append(packet, 0, 0, 0, 0, 0, 0, 0, 0)                          // verification tag, checksum
	packet = append(packet, 1, 0, 0, 20)                                     // INIT, 20 bytes
	packet = append(packet, 0, 0, 0, 1, 0, 0, 16, 0, 0, 1, 0, 1, 0, 0, 0, 1) // tag, window, streams, first number
	sum := crc32.Checksum(packet, crc32.MakeTable(crc32.Castagnoli))
	binary.LittleEndian.PutUint32(packet[8:], sum)
	return packet
}

// echoRequest is a ping (RFC 792).
func echoRequest(identifier uint16) []byte {
	packet := []byte{8, 0, 0, 0, 0, 0, 0, 1}
	binary.BigEndian.PutUint16(packet[4:], identifier)
	sum := 0x0800 + uint32(identifier) + 1
	sum = sum&0xffff + sum>>16
	binary.BigEndian.PutUint16(packet[2:], ^uint16(sum))
	return packet
}

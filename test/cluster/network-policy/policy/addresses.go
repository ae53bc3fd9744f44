package policy

import (
	"encoding/binary"
	"net/netip"
	"slices"
)

// Range is a run of IPv4 addresses, both ends included.
type Range struct{ From, To netip.Addr }

// Addresses is a set of IPv4 addresses: sorted runs that neither touch nor overlap.
type Addresses []Range

// Everywhere is every IPv4 address.
var Everywhere = Addresses{{netip.AddrFrom4([4]byte{}), netip.AddrFrom4([4]byte{255, 255, 255, 255})}}

func (a Addresses) Contains(address netip.Addr) bool {
	return slices.ContainsFunc(a, func(r Range) bool {
		return r.From.Compare(address) <= 0 && address.Compare(r.To) <= 0
	})
}

// Everything says that a set holds every address, so that nothing need be compared.
func (a Addresses) Everything() bool { return slices.Equal(a, Everywhere) }

// union sorts and melts runs that overlap or touch.
func union(sets ...Addresses) Addresses {
	all := slices.Concat(sets...)
	slices.SortFunc(all, func(a, b Range) int { return a.From.Compare(b.From) })
	var melted Addresses
	for _, next := range all {
		if n := len(melted); n > 0 && touches(melted[n-1], next) {
			if melted[n-1].To.Less(next.To) {
				melted[n-1].To = next.To
			}
			continue
		}
		melted = append(melted, next)
	}
	return melted
}

// touches expects that a doesn't begin after b.
func touches(a, b Range) bool {
	return b.From.Compare(a.To) <= 0 || a.To.Next() == b.From
}

// without is what is left of a set when another is taken away.
func (a Addresses) without(taken Addresses) Addresses {
	left := slices.Clone(a)
	for _, hole := range taken {
		var rest Addresses
		for _, run := range left {
			if hole.To.Less(run.From) || run.To.Less(hole.From) {
				rest = append(rest, run)
				continue
			}
			if run.From.Less(hole.From) {
				rest = append(rest, Range{run.From, hole.From.Prev()})
			}
			if hole.To.Less(run.To) {
				rest = append(rest, Range{hole.To.Next(), run.To})
			}
		}
		left = rest
	}
	return left
}

func single(address netip.Addr) Addresses { return Addresses{{address, address}} }

// block reads a CIDR; one of IPv6 holds no IPv4 address.
func block(cidr string) (Addresses, error) {
	prefix, err := netip.ParsePrefix(cidr)
	if err != nil {
		return nil, err
	}
	if !prefix.Addr().Is4() {
		return nil, nil
	}
	first := prefix.Masked().Addr()
	bytes := first.As4()
	last := binary.BigEndian.Uint32(bytes[:]) | uint32(uint64(1)<<(32-prefix.Bits())-1)
	binary.BigEndian.PutUint32(bytes[:], last)
	return Addresses{{first, netip.AddrFrom4(bytes)}}, nil
}

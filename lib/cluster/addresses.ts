import ipaddr from 'ipaddr.js';

/** Arithmetic on addresses, for checks. An interval holds its first and last address as numbers. */
export interface Interval {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Shape first: the library throws and catches an error for all else, and most hosts are names. */
export function isAddress(text: string): boolean {
  if (text.includes(':')) return !text.includes('%') && ipaddr.IPv6.isValid(text);
  return /^[\d.]+$/.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text);
}

export function isCidr(text: string): boolean {
  const [base, length, more] = text.split('/');
  if (base === undefined || length === undefined || more !== undefined || !isAddress(base)) return false;
  return /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= (base.includes(':') ? 128 : 32);
}

/** Shapes: `192.168.1.240`, `192.168.1.240/29`, `192.168.1.240-192.168.1.250`. Undefined for anything else. */
export function interval(text: string): Interval | undefined {
  if (text.includes('/')) return isCidr(text) ? network(text) : undefined;
  const [from, to, more] = text.split('-').map((end) => end.trim());
  if (from === undefined || more !== undefined || !isAddress(from) || (to !== undefined && !isAddress(to)))
    return undefined;
  const first = number(from);
  const last = number(to ?? from);
  return family(from) === family(to ?? from) ? { family: family(from), first, last } : undefined;
}

/** Whether a CIDR names its own first address: `192.168.1.240/24` does not, it means all of 192.168.1.0/24. */
export function isAligned(cidr: string): boolean {
  const base = cidr.split('/')[0] ?? '';
  return number(base) === network(cidr).first;
}

export function overlap(one: Interval, other: Interval): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

export function contains(outer: Interval, inner: Interval): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** One address as CIDR: `/32`, or `/128` for IPv6. */
export function hostCidr(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

/** An address as a part of a URL: `[2001:db8::1]`. */
export function inUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

export function family(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}

function network(cidr: string): Interval {
  const [base = '', length = '0'] = cidr.split('/');
  const bits = family(base) === 6 ? 128n : 32n;
  const size = 1n << (bits - BigInt(length));
  const first = (number(base) / size) * size;
  return { family: family(base), first, last: first + size - 1n };
}

function number(address: string): bigint {
  return ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

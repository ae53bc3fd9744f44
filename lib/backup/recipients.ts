/** Commands that make both keys, and never over ones that are there; nothing but the two .crt files goes into the declaration. */
export const makeKeys = `umask 077
for name in operator rehearsal; do
  [ -e "$name.key" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj "/CN=backup $name" -keyout "$name.key" -out "$name.crt"
done`;

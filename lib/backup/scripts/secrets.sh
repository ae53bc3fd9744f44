# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# The secrets part of a set: readable by the operator's and the rehearsal's key alone. Sourced after common.sh.

# Keys that Mastodon's data depends on, long enough that their HMAC betrays nothing.
fingerprinted='SECRET_KEY_BASE OTP_SECRET VAPID_PRIVATE_KEY VAPID_PUBLIC_KEY ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT'

# Folder $1 (<secret>/<key>) → file $2. A mounted Secret is symlinks into a hidden folder: only what they lead to counts.
encrypt_secrets() {
  local recipients
  recipients=$(find -L "$KEYS" -maxdepth 1 -name '*.crt' | sort)
  [ "$(printf '%s' "$recipients" | grep -c .)" -ge 2 ] ||
    refuse "the secrets part needs two recipients: $KEYS must hold operator.crt and rehearsal.crt"
  [ -n "$(find -L "$1" -mindepth 2 -maxdepth 2 -type f -not -name '..*' -print -quit)" ] ||
    refuse "no secret is mounted at $1: a set without them can't be restored"
  # shellcheck disable=SC2086 # a path a word
  (cd "$1" && find -L . -mindepth 2 -maxdepth 2 -type f -not -path '*/..*' -printf '%P\0' | sort -z |
    tar --create --dereference --null --files-from=- --mode=0600 --owner=0 --group=0 --numeric-owner) |
    openssl cms -encrypt -binary -stream -aes-256-gcm -outform DER -out "$2" $recipients
}

# File $1 with private key $2 → tar on standard output.
decrypt_secrets() { openssl cms -decrypt -binary -inform DER -in "$1" -inkey "$2"; }

# Folder $1, salt $2 → `KEY <tab> HMAC` a line.
fingerprints() {
  local key file
  for key in $fingerprinted; do
    for file in "$1"/*/"$key"; do
      [ -f "$file" ] || continue
      printf '%s\t%s\n' "$key" "$(openssl dgst -sha256 -mac HMAC -macopt hexkey:"$2" <"$file" | sed 's/.*= *//')"
      break
    done
  done
}

# Says which keys in folder $1 are not those of manifest $2, a line each.
differing_keys() {
  local salt key hash found
  salt=$(manifest_value "$2" fingerprintSalt)
  fingerprints "$1" "$salt" >"$WORK/fingerprints"
  while IFS=$'\t' read -r key hash; do
    found=$(awk -F '\t' -v key="$key" '$1 == key { print $2 }' "$WORK/fingerprints")
    if [ -z "$found" ]; then echo "$key is missing"; elif [ "$found" != "$hash" ]; then echo "$key is another one"; fi
  done < <(sed -n 's/^  "fingerprint:\([A-Z_]*\)": "\([0-9a-f]*\)".*$/\1\t\2/p' "$2")
}

# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# Who holds the restore's Lease? Asked over TLS with what the postgres image has: openssl. Sourced after common.sh.

: "${SERVICE_ACCOUNT_FOLDER:=/var/run/secrets/kubernetes.io/serviceaccount}" "${LEASE:=mastodon-restore}"

lease_holder() {
  local host=$KUBERNETES_SERVICE_HOST namespace answer name
  namespace=${NAMESPACE:-$(cat "$SERVICE_ACCOUNT_FOLDER/namespace")}
  case $host in *:*) name="[$host]" ;; *) name=$host ;; esac
  answer=$(printf 'GET /apis/coordination.k8s.io/v1/namespaces/%s/leases/%s HTTP/1.0\r\nHost: %s\r\nAccept: application/json\r\nAuthorization: Bearer %s\r\n\r\n' \
    "$namespace" "$LEASE" "$name" "$(cat "$SERVICE_ACCOUNT_FOLDER/token")" |
    timeout 10 openssl s_client -quiet -verify_quiet -verify_return_error -CAfile "$SERVICE_ACCOUNT_FOLDER/ca.crt" -verify_ip "$host" \
      -connect "$name:$KUBERNETES_SERVICE_PORT" 2>/dev/null) || return 1
  case $answer in 'HTTP/1.'?' 200'*) ;; *) return 1 ;; esac
  printf '%s' "$answer" | tr -d '\r\n ' | sed -n 's/.*"holderIdentity":"\([^"]*\)".*/\1/p'
}

# No answer is no: whoever is cut off must not go on.
lease_held() { [ "$(lease_holder)" = "$POD_NAME" ]; }

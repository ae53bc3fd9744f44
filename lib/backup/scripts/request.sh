# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# What the operator asked for. Sourced after common.sh and sets.sh.

asked() { if [ -f "$REQUEST/$1" ]; then tr -d '\n' <"$REQUEST/$1"; else printf '%s' "${2:-}"; fi; }

describe_sets() {
  local id state
  for id in $(published_sets | sort -r); do
    state='not checked'
    if set_checked "$id"; then state=checked; fi
    if set_rehearsed "$id"; then state='checked and rehearsed'; fi
    printf '  %s  %s, Mastodon %s, %s media files, %s\n' "$id" "$(manifest_value "$site/sets/$id/manifest.json" snapshot)" \
      "$(manifest_value "$site/sets/$id/manifest.json" mastodonVersion)" "$(manifest_value "$site/sets/$id/manifest.json" mediaFiles)" "$state"
  done
}

# Leaves set, folder, stage, digest.
read_request() {
  doing='reading the request'
  set=$(asked set)
  if [ -z "$set" ]; then
    echo 'the sets, newest first:'
    describe_sets
    refuse "no restore was asked for: kubectl create configmap mastodon-restore-request --from-literal=set=$(checked_sets | tail -n 1) --from-literal=domain=$WEB_DOMAIN"
  fi
  [ "$(asked domain)" = "$WEB_DOMAIN" ] || refuse "the request is for the domain '$(asked domain)', this server is $WEB_DOMAIN: its key domain must say so"
  case $(asked queues aside) in aside | keep) ;; *) refuse "the request's key queues is '$(asked queues)': aside and keep are allowed" ;; esac
  case $(asked scheduled postpone) in postpone | keep | delete) ;; *) refuse "the request's key scheduled is '$(asked scheduled)': postpone, keep and delete are allowed" ;; esac
  case $set in *[!0-9-]* | '') refuse "there is no set '$set'; there are: $(published_sets | tr '\n' ' ')" ;; esac
  folder=$site/sets/$set
  manifest_whole "$folder/manifest.json" || refuse "there is no set $set, or its manifest is damaged; there are: $(published_sets | tr '\n' ' ')"
  stage=mammut_stage_${set%%-*}${STAGE:+_$STAGE}
  digest=$(printf '%s|%s|%s' "$set" "$WEB_DOMAIN" "$(asked at)" | sha256sum | cut -c 1-16)
}

import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import databaseRuby from '../mastodon/scripts/database.rb';
import type { Site } from '../site/site';
import { backupLabels } from './plan';
import adopt from './scripts/adopt.sh';
import backup from './scripts/backup.sh';
import bucket from './scripts/bucket.sh';
import caretaker from './scripts/caretaker.rb';
import common from './scripts/common.sh';
import copyMedia from './scripts/copy-media.sh';
import database from './scripts/database.sh';
import fetch from './scripts/fetch.sh';
import kubernetes from './scripts/kubernetes.rb';
import lastWords from './scripts/last-words.rb';
import lease from './scripts/lease.sh';
import loss from './scripts/loss.sh';
import media from './scripts/media.sh';
import mediaBucket from './scripts/media-bucket.sh';
import notify from './scripts/notify.rb';
import prune from './scripts/prune.sh';
import putMediaBack from './scripts/put-media-back.sh';
import rclone from './scripts/rclone.sh';
import rehearse from './scripts/rehearse.sh';
import rehearseResult from './scripts/rehearse-result.sh';
import rehearseRow from './scripts/rehearse-row.rb';
import rehearseServer from './scripts/rehearse-server.sh';
import request from './scripts/request.sh';
import restoreAfterwards from './scripts/restore-afterwards.rb';
import restoreClaim from './scripts/restore-claim.rb';
import restorePrepare from './scripts/restore-prepare.sh';
import restoreQueues from './scripts/restore-queues.sh';
import restoreStart from './scripts/restore-start.rb';
import restoreStop from './scripts/restore-stop.rb';
import restoreSwap from './scripts/restore-swap.sh';
import restoring from './scripts/restoring.sh';
import secrets from './scripts/secrets.sh';
import sets from './scripts/sets.sh';
import target from './scripts/target.sh';
import upload from './scripts/upload.sh';

/** What the pods of this room run beside the images' own programs: files of this project, tested as they are. */
export const backupScripts: Readonly<Record<string, string>> = {
  'adopt.sh': adopt,
  'backup.sh': backup,
  'bucket.sh': bucket,
  'caretaker.rb': caretaker,
  'common.sh': common,
  'copy-media.sh': copyMedia,
  'database.sh': database,
  'fetch.sh': fetch,
  'kubernetes.rb': kubernetes,
  'last-words.rb': lastWords,
  'lease.sh': lease,
  'loss.sh': loss,
  'media-bucket.sh': mediaBucket,
  'media.sh': media,
  'notify.rb': notify,
  'prune.sh': prune,
  'put-media-back.sh': putMediaBack,
  'rclone.sh': rclone,
  'rehearse-result.sh': rehearseResult,
  'rehearse-row.rb': rehearseRow,
  'rehearse-server.sh': rehearseServer,
  'rehearse.sh': rehearse,
  'request.sh': request,
  'restore-afterwards.rb': restoreAfterwards,
  'restore-claim.rb': restoreClaim,
  'restore-prepare.sh': restorePrepare,
  'restore-queues.sh': restoreQueues,
  'restore-start.rb': restoreStart,
  'restore-stop.rb': restoreStop,
  'restore-swap.sh': restoreSwap,
  'restoring.sh': restoring,
  'secrets.sh': secrets,
  'sets.sh': sets,
  'target.sh': target,
  'upload.sh': upload,
  'database.rb': databaseRuby,
};

const configMap = 'backup-scripts';

/** `adopt.sh` runs on a person's own machine. */
const { 'adopt.sh': _elsewhere, ...inPods } = backupScripts;

export function buildScripts(folders: Folders, site: Site): void {
  const component = new Component(folders.mastodon, configMap, 'backup');
  new k8s.KubeConfigMap(component, 'config-map', {
    metadata: { name: configMap, labels: backupLabels(site, configMap) },
    data: inPods,
  });
}

/** All of them: each step reads files beside its own. */
export const scriptsVolume: k8s.Volume = { name: 'scripts', configMap: { name: configMap } };

import { Command } from 'commander';

new Command('mammut').description('one declared site in, reviewed Kubernetes YAML for a Mastodon server out').parse();

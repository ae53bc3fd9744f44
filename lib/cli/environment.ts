/** cdk8s reads its environment while it renders: CDK8S_DISABLE_SORT alone changes most files. Output depends on the declaration only. */
export function forgetEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) {
    if (name.startsWith('CDK8S_')) delete environment[name];
  }
}

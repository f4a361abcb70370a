/** The exit code that CodeDeploy's agent names in the message of a failed script; undefined where it names none. */
export function findExitCode(message: string | null): string | undefined {
  return /\bexit(?:ed)?(?: with)?(?: code| status)? (-?\d+)\b/i.exec(message ?? "")?.[1];
}

import type { Deployment } from "#lib/domain/code-deploy.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toRevisionWords } from "#lib/rules/hooks/redeploy.ts";
import type { Advice } from "#lib/rules/rule.ts";

type Redeploy = {
  readonly text: string;
  /** What to add to a plain deployment of the same revision. */
  readonly options: readonly string[];
};

/** Deploys the same revision to the whole group with further options; words alone where its bundle cannot be written. */
export function toRedeployWith({ revision }: Deployment, { text, options }: Redeploy, scope: Scope): Advice {
  const words = toRevisionWords(revision?.label ?? "");
  if (words === undefined) return { text: `${text} The options to add are: ${options.join(" ")}.` };
  const names = ["--application-name", scope.application, "--deployment-group-name", scope.group];
  return { text, command: toCommand(scope, ["deploy", "create-deployment", ...names, ...words, ...options]) };
}

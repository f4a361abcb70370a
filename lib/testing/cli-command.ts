import { membersOf } from "#lib/simulator/wire/schema.ts";

type Schema = Parameters<typeof membersOf>[0];

/** An AWS CLI line taken apart: `aws SERVICE OPERATION --option value …`. */
export type CliCommand = {
  readonly service: string;
  readonly operation: string;
  /** By name without the dashes; a switch has no values. */
  readonly options: ReadonlyMap<string, readonly string[]>;
};

/** Taken by the CLI itself, whatever the operation. */
const globalOptions = ["region", "query", "output", "max-items", "page-size", "no-cli-pager"];

/** The CLI's own short spellings of `--revision` (CodeDeploy's create-deployment). */
const revisionOptions = ["s3-location", "github-location"];

/** The words that a POSIX shell makes of a line in which nothing is expanded. */
export function toShellWords(line: string): readonly string[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single, double, escaped) => single ?? double ?? escaped),
  );
}

export function parseCliCommand(line: string): CliCommand {
  const [program, service = "", operation = "", ...rest] = toShellWords(line);
  if (program !== "aws") throw new Error(`is no AWS CLI line: ${line}`);
  const options = new Map<string, string[]>();
  let values: string[] | undefined;
  for (const word of rest) {
    if (word.startsWith("--")) {
      values = [];
      options.set(word.slice(2), values);
    } else if (values === undefined) throw new Error(`${word} belongs to no option: ${line}`);
    else values.push(word);
  }
  return { service, operation, options };
}

/** `stop-deployment` → `StopDeployment`. */
export function toOperationName(operation: string): string {
  return operation.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Options of no member of the input, and required members that no option gives. */
export function toComplaints(
  { options }: CliCommand,
  input: Schema,
  required: readonly string[],
): readonly string[] {
  const members = new Map(Object.keys(membersOf(input)).map((member) => [toOptionName(member), member]));
  const given = new Set<string>();
  const unknown: string[] = [];
  for (const option of options.keys()) {
    const spelt = revisionOptions.includes(option) ? "revision" : option;
    const member = members.get(spelt) ?? members.get(option.replace(/^no-/, ""));
    if (member !== undefined) given.add(member);
    else if (!globalOptions.includes(option)) unknown.push(option);
  }
  const missing = required.filter((member) => !given.has(member));
  return [...unknown.map((option) => `unknown --${option}`), ...missing.map((member) => `lacks ${member}`)];
}

/** `TargetGroupARN` → `target-group-arn`, as the CLI spells members. */
function toOptionName(member: string): string {
  return member
    .replace("ARN", "Arn")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { Region } from "#lib/server/config.ts";
import { JsonTrouble, type LocatedJson, parseLocatedJson } from "#lib/server/located-json.ts";

const Name = z.string().regex(/^[^\s\p{Cc}](?:[^\p{Cc}]{0,62}[^\s\p{Cc}])?$/u);
const RoleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/);
const ExternalId = z.string().regex(/^[\w+=,.@:/-]{2,1224}$/);

const Account = z
  .strictObject({
    name: Name,
    role: RoleArn.optional(),
    externalId: ExternalId.optional(),
    profile: z.string().min(1).optional(),
    regions: z
      .array(Region)
      .min(1)
      .superRefine(refuseRepeated((region) => region))
      .optional(),
  })
  .refine(({ role, externalId }) => role !== undefined || externalId === undefined, {
    path: ["externalId"],
    error: "is not used without a role; allowed: only beside role",
  });

/** What people type to reach the server: an origin, nothing behind it. */
const PublicUrl = z.string().refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
});
const HostName = z.string().regex(/^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i);

const File = z.strictObject({
  publicUrl: PublicUrl.optional(),
  hosts: z.array(HostName).default([]),
  accounts: z
    .array(Account)
    .min(1)
    .superRefine(refuseRepeated(({ name }) => name, "name"))
    .default([]),
  history: z
    .strictObject({
      keepDays: z.int().min(1).max(36_500).optional(),
      maxMegabytes: z.int().min(1).max(10_000_000).optional(),
    })
    .default({}),
});

/** How to reach one account. Neither role nor profile: the standard credential chain's own. */
export type AccountEntry = {
  readonly name: string;
  readonly role?: string | undefined;
  readonly externalId?: string | undefined;
  readonly profile?: string | undefined;
  readonly regions?: readonly string[] | undefined;
};

export type AccountsFile = {
  /** The address at which people reach the server, where it is not the one it listens on. */
  readonly publicUrl?: string | undefined;
  /** Further names under which it is reached. */
  readonly hosts: readonly string[];
  /** Empty: one account, the standard credential chain's own. */
  readonly accounts: readonly AccountEntry[];
  readonly history: { readonly keepDays?: number | undefined; readonly maxMegabytes?: number | undefined };
};

/** The accounts file's text. Throws one error that names every wrong setting by line and key, and what is allowed. */
export function parseAccountsFile(text: string, fileName: string): AccountsFile {
  const json = parseJson(text, fileName);
  const parsed = File.safeParse(json.value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues
    .flatMap((issue) => toTroubles(issue, json))
    .sort((left, right) => left.line - right.line)
    .map(({ line, path: where, message }) => `${fileName}:${line}: ${where}${message}`);
  throw new Error(lines.join("\n"));
}

/** The names under which the server is reached, in lower case. */
export function toServerNames({ publicUrl, hosts }: AccountsFile): readonly string[] {
  const own = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  return [...own, ...hosts].map((name) => name.toLowerCase());
}

export async function loadAccountsFile(file: string): Promise<AccountsFile> {
  const fileName = path.relative("", file).startsWith("..") ? file : path.relative("", file);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new Error(`${fileName} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return parseAccountsFile(text, fileName);
}

function parseJson(text: string, fileName: string): LocatedJson {
  try {
    return parseLocatedJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonTrouble)) throw cause;
    throw new Error(`${fileName}:${cause.line}:${cause.column}: not JSON: ${cause.message}`);
  }
}

type Trouble = { readonly line: number; readonly path: string; readonly message: string };

function toTroubles(issue: z.core.$ZodIssue, { value, lineOf }: LocatedJson): readonly Trouble[] {
  const rule = allowed[toPattern(issue.path)] ?? issue.message;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const where = [...issue.path, key];
      const message = `is not a setting; allowed: ${rule}`;
      return { line: lineOf(where), path: toPathText(where), message };
    });
  }
  const trouble = { line: lineOf(issue.path), path: toPathText(issue.path) };
  if (issue.code === "custom") return [{ ...trouble, message: issue.message }];
  const given = findAt(value, issue.path);
  const wrong = given === undefined ? "is missing" : `${toShort(given)} is not allowed`;
  return [{ ...trouble, message: `${wrong}; allowed: ${rule}` }];
}

function refuseRepeated<Item>(keyOf: (item: Item) => string, member?: string) {
  return (items: readonly Item[], context: z.core.$RefinementCtx<readonly Item[]>) => {
    for (const [index, item] of items.entries()) {
      const first = items.findIndex((other) => keyOf(other) === keyOf(item));
      if (first === index) continue;
      context.addIssue({
        code: "custom",
        path: member === undefined ? [index] : [index, member],
        message: `${toShort(keyOf(item))} stands here for the second time; allowed: each once`,
      });
    }
  };
}

/** `accounts[1].role: `; nothing for the whole file. */
function toPathText(where: readonly PropertyKey[]): string {
  const text = where.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text === "" ? "" : `${text.replace(/^\./, "")}: `;
}

function toPattern(where: readonly PropertyKey[]): string {
  return where.map((part) => (typeof part === "number" ? "[]" : String(part))).join(".");
}

function findAt(value: unknown, where: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const part of where) {
    if (typeof found !== "object" || found === null) return undefined;
    found = new Map(Object.entries(found)).get(String(part));
  }
  return found;
}

function toShort(given: unknown): string {
  if (Array.isArray(given)) return given.length === 0 ? "an empty list" : "a list";
  if (typeof given === "object" && given !== null) return "an object";
  const text = JSON.stringify(given);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** What stands in an error beside the place: by the path of the setting, its indices left out. */
const allowed: Readonly<Record<string, string>> = {
  "": "an object with accounts, history, publicUrl and hosts, each of which may be left out",
  publicUrl:
    "the address at which people reach the server, without a path, e.g. https://ghostline.example.com",
  hosts: "a list of host names",
  "hosts.[]": "a host name without a port, e.g. ghostline.internal",
  accounts: "a list of one account or more",
  "accounts.[]": "an object with name and, if needed, role, externalId, profile and regions",
  "accounts.[].name": "a text of 1 to 64 characters, without a blank at either end",
  "accounts.[].role": "the ARN of a role, e.g. arn:aws:iam::111122223333:role/ghostline",
  "accounts.[].externalId": "2 to 1224 letters, digits and _ + = , . @ : / -",
  "accounts.[].profile": "the name of a profile of ~/.aws/config or ~/.aws/credentials",
  "accounts.[].regions": "a list of one region or more",
  "accounts.[].regions.[]": "a region, e.g. eu-west-1",
  history: "an object with keepDays and maxMegabytes, either of which may be left out",
  "history.keepDays": "a whole number from 1 to 36500",
  "history.maxMegabytes": "a whole number from 1 to 10000000",
};

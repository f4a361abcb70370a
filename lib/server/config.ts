import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import * as z from "zod";

/** As AWS writes the names of its regions. */
export const Region = z.string().regex(/^[a-z]+(?:-[a-z]+)+-\d+$/);
const Port = z.coerce.number().int().min(1).max(65535);

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly simulatorPort: number;
  /** Where the embedded history lives. Nobody has looked yet whether it is there. */
  readonly dataDirectory: string;
  /** The accounts file, where there is one. */
  readonly accountsFile: string | undefined;
  /** PostgreSQL in place of the embedded history. May hold a password: for the driver only, never for a page or a log. */
  readonly databaseUrl: string | undefined;
};

/** What the defaults rest on besides the environment. */
export type Machine = {
  readonly home: string;
  readonly projectRoot: string;
  readonly exists: (file: string) => boolean;
};

/** npm runs every command in the folder of package.json. */
const thisMachine: Machine = { home: homedir(), projectRoot: process.cwd(), exists: existsSync };

/** The environment, checked once at the start. Throws one error that names every wrong variable and what it allows. */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
  machine: Machine = thisMachine,
): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = makeSchema(machine).safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path.join(".")));
    const lines = [...names].map((name) => `${toShown(name, given[name])} is not allowed: ${allowed[name]}`);
    throw new Error(`Ghostline cannot start:\n${lines.join("\n")}`);
  }
  const { PORT, HOST, SIMULATOR_PORT, GHOSTLINE_DATA, GHOSTLINE_CONFIG, DATABASE_URL } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    simulatorPort: SIMULATOR_PORT,
    dataDirectory:
      GHOSTLINE_DATA === undefined
        ? toDefaultData(machine, parsed.data.XDG_DATA_HOME)
        : toFile(machine, GHOSTLINE_DATA),
    accountsFile:
      GHOSTLINE_CONFIG === undefined ? findDefaultAccounts(machine) : toFile(machine, GHOSTLINE_CONFIG),
    databaseUrl: DATABASE_URL,
  };
}

function makeSchema(machine: Machine) {
  return z.object({
    PORT: Port.default(3000),
    HOST: z.string().min(1).default("127.0.0.1"),
    SIMULATOR_PORT: Port.default(4599),
    GHOSTLINE_DATA: z.string().optional(),
    GHOSTLINE_CONFIG: z
      .string()
      .refine((file) => machine.exists(toFile(machine, file)))
      .optional(),
    DATABASE_URL: z.string().refine(isPostgresUrl).optional(),
    XDG_DATA_HOME: z.string().optional(),
    AWS_REGION: Region.optional(),
    AWS_DEFAULT_REGION: Region.optional(),
  });
}

function toFile({ projectRoot }: Machine, given: string): string {
  return path.resolve(projectRoot, given);
}

/** The XDG Base Directory Specification says to ignore a relative XDG_DATA_HOME. */
function toDefaultData({ home }: Machine, xdgDataHome: string | undefined): string {
  const isUsable = xdgDataHome !== undefined && path.isAbsolute(xdgDataHome);
  return path.join(isUsable ? xdgDataHome : path.join(home, ".local/share"), "ghostline");
}

function findDefaultAccounts(machine: Machine): string | undefined {
  const file = toFile(machine, "ghostline.config.json");
  return machine.exists(file) ? file : undefined;
}

/** `user@/database?host=/socket` has no host, which PostgreSQL's drivers allow and URLs do not. */
function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace("@/", "@localhost/"));
}

function toShown(name: string, value: string | undefined): string {
  return name === "DATABASE_URL" ? "DATABASE_URL (not shown here)" : `${name}=${value}`;
}

const aRegion = "the name of a region, e.g. us-east-1";
const aPort = "a whole number from 1 to 65535";
const allowed: Readonly<Record<string, string>> = {
  PORT: aPort,
  SIMULATOR_PORT: aPort,
  AWS_REGION: aRegion,
  AWS_DEFAULT_REGION: aRegion,
  HOST: "an address or host name of this machine, e.g. 127.0.0.1",
  GHOSTLINE_CONFIG: "the path of an accounts file that exists",
  DATABASE_URL:
    "an address of a PostgreSQL database, postgres://user:password@host:5432/database (or postgresql://…); " +
    "special characters in the password stand as in URLs, e.g. %2F for /",
};

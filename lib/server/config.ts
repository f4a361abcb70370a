import * as z from "zod";

const Port = z.coerce.number().int().min(1).max(65535);

const Environment = z.object({
  PORT: Port.default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  SIMULATOR_PORT: Port.default(4599),
});

export type Config = { readonly port: number; readonly host: string; readonly simulatorPort: number };

/** The environment, checked once at the start. Throws one error that names every wrong variable and what it allows. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = issue.path.join(".");
      return `${name}=${environment[name]} is not allowed: ${allowed[name] ?? issue.message}`;
    });
    throw new Error(`Ghostline cannot start:\n${lines.join("\n")}`);
  }
  const { PORT, HOST, SIMULATOR_PORT } = parsed.data;
  return { port: PORT, host: HOST, simulatorPort: SIMULATOR_PORT };
}

const aPort = "a whole number from 1 to 65535";
const allowed: Readonly<Record<string, string>> = {
  PORT: aPort,
  SIMULATOR_PORT: aPort,
  HOST: "an address or host name of this machine, e.g. 127.0.0.1",
};

export const sections = [
  "cold",
  "sweep",
  "store",
  "crash",
  "viewers",
  "diagnosis",
  "timeline",
  "pages",
  "soak",
] as const;
export type Section = (typeof sections)[number];

/** Half an hour, in which nothing else should run beside it: only where it is named. */
const onlyWhenNamed: readonly Section[] = ["soak"];

export type BenchArguments = {
  readonly sections: readonly Section[];
  /** Of the large account; four deployment groups each. */
  readonly applications: number;
  /** In the store. */
  readonly revisions: number;
  /** Of a process that writes to the store. */
  readonly kills: number;
  /** How long the collector and the viewers are measured. */
  readonly seconds: number;
  /** Simulated, of the soak: one of them is a minute. */
  readonly hours: number;
  /** Of the diagnosis. */
  readonly incidents: number;
  /** Of the diagnosis's first incident; the others follow. */
  readonly seed: number;
};

const usual = {
  applications: 250,
  revisions: 5_000_000,
  kills: 100,
  seconds: 120,
  hours: 24,
  incidents: 1000,
  seed: 1,
};
const names = Object.keys(usual);

/** The sections to run, all but the soak unless told, and smaller sizes for a quick run: `sweep --applications=25 --seconds=20`. */
export function parseBenchArguments(words: readonly string[]): BenchArguments {
  const wanted = new Set<Section>();
  const sizes = new Map<string, number>();
  for (const word of words) {
    const [name = "", value = ""] = word.replace(/^--/, "").split("=");
    const section = sections.find((known) => known === word);
    if (section !== undefined) wanted.add(section);
    else if (word.startsWith("--") && names.includes(name) && /^[1-9]\d*$/.test(value)) {
      sizes.set(name, Number(value));
    } else throw new Error(`${word} is not known here. ${allowed}`);
  }
  return {
    sections: sections.filter((section) =>
      wanted.size === 0 ? !onlyWhenNamed.includes(section) : wanted.has(section),
    ),
    applications: sizes.get("applications") ?? usual.applications,
    revisions: sizes.get("revisions") ?? usual.revisions,
    kills: sizes.get("kills") ?? usual.kills,
    seconds: sizes.get("seconds") ?? usual.seconds,
    hours: sizes.get("hours") ?? usual.hours,
    incidents: sizes.get("incidents") ?? usual.incidents,
    seed: sizes.get("seed") ?? usual.seed,
  };
}

const allowed = `Allowed: ${sections.join(", ")}, and whole numbers for ${names.map((name) => `--${name}=`).join(", ")}.`;

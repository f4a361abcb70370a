import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

const systemNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * A Chromium for the browser tests: the one named by PLAYWRIGHT_CHROMIUM_PATH, the system's, Playwright's own, or else
 * one that is installed now. Says what it does. Throws if there is none to be had.
 */
export function findChromium(): string {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (!existsSync(named))
      throw new Error(`PLAYWRIGHT_CHROMIUM_PATH=${named} does not exist. Name a Chromium, or unset it.`);
    return say("named by PLAYWRIGHT_CHROMIUM_PATH", named);
  }
  const system = systemNames.flatMap((name) => findOnPath(name) ?? [])[0];
  if (system !== undefined) return say("the system's", system);
  if (existsSync(chromium.executablePath())) return say("Playwright's own", chromium.executablePath());
  return install();
}

function install(): string {
  console.log("No Chromium here: installing Playwright's …");
  if (succeeds("npx", ["playwright", "install", "chromium"]) && existsSync(chromium.executablePath())) {
    return say("Playwright's own, just installed", chromium.executablePath());
  }
  if (findOnPath("apt-get") === undefined)
    throw new Error(
      "Playwright's Chromium could not be installed, and there is no apt-get. Install a Chromium and set PLAYWRIGHT_CHROMIUM_PATH.",
    );
  console.log("That did not work: installing Debian's chromium …");
  const root = process.getuid?.() === 0 ? [] : ["sudo"];
  for (const step of [
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
  ]) {
    const [command = "", ...parameters] = [...root, ...step];
    if (!succeeds(command, parameters))
      throw new Error(
        `${command} ${parameters.join(" ")} failed. Install a Chromium and set PLAYWRIGHT_CHROMIUM_PATH.`,
      );
  }
  const installed = findOnPath("chromium");
  if (installed === undefined)
    throw new Error("Debian's chromium was installed but is not on the PATH. Set PLAYWRIGHT_CHROMIUM_PATH.");
  return say("Debian's, just installed", installed);
}

function say(whose: string, executable: string): string {
  console.log(`Chromium for the browser tests: ${executable} (${whose}).`);
  return executable;
}

function succeeds(command: string, parameters: readonly string[]): boolean {
  return spawnSync(command, parameters, { stdio: "inherit" }).status === 0;
}

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "#lib/commands/project-root.ts";

const nextBinary = path.join(projectRoot, "node_modules/next/dist/bin/next");

export function hasBuild(): boolean {
  return existsSync(path.join(projectRoot, ".next/BUILD_ID"));
}

/** Builds the dashboard; throws if the build fails. Its output is shown only then. */
export async function build(): Promise<void> {
  console.log("Building the dashboard …");
  const child = spawn(process.execPath, [nextBinary, "build"], {
    cwd: projectRoot,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => void child.kill();
  process.once("exit", stop);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode) => resolve(exitCode ?? 1));
  });
  process.off("exit", stop);
  if (code !== 0) throw new Error(`next build failed with code ${code}:\n${output.join("")}`);
}

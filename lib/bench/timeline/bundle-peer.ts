import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export const peers = ["vis", "echarts"] as const;
export type Peer = (typeof peers)[number];

export type BundledPeer = {
  readonly script: string;
  readonly style: string;
  readonly compressedBytes: number;
};

const folder = path.join(import.meta.dirname, "peers");
/** Outside of the source tree, and gone with node_modules. */
const installed = path.resolve(import.meta.dirname, "../../../node_modules/.cache/timeline-peers");

/** The peer and our few lines around it as one script, as a page would ship it. Installs the peers when they are first wanted. */
export async function bundlePeer(peer: Peer): Promise<BundledPeer> {
  install();
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, `${peer}.js`)],
    bundle: true,
    minify: true,
    write: false,
    outdir: "out",
    nodePaths: [path.join(installed, "node_modules")],
    loader: { ".png": "dataurl", ".svg": "dataurl" },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const textOf = (ending: string) =>
    outputFiles.flatMap(({ path: file, text }) => (file.endsWith(ending) ? [text] : [])).join("\n");
  const script = textOf(".js");
  const style = textOf(".css");
  return { script, style, compressedBytes: gzipSync(script).length + gzipSync(style).length };
}

function install(): void {
  if (existsSync(path.join(installed, "node_modules"))) return;
  console.log("Installing the peers, for this benchmark only …\n");
  mkdirSync(installed, { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(path.join(folder, file), path.join(installed, file));
  const { status, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: installed,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm ci in ${installed} failed:\n${stderr}`);
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
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

/** The peer and our few lines around it as one script, as a page would ship it. Installs the peers when they are first wanted. */
export async function bundlePeer(peer: Peer): Promise<BundledPeer> {
  install();
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, `${peer}.js`)],
    bundle: true,
    minify: true,
    write: false,
    outdir: "out",
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
  if (existsSync(path.join(folder, "node_modules"))) return;
  console.log("Installing the peers, for this benchmark only …\n");
  const { status, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm ci in ${folder} failed:\n${stderr}`);
}

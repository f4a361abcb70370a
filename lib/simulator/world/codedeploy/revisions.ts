import type { SimRevision } from "#lib/simulator/world/state.ts";

/** One text per revision, to compare and to look up by. */
export function toRevisionKey(revision: SimRevision): string {
  const { s3Location, gitHubLocation } = revision;
  if (s3Location !== undefined)
    return `s3://${s3Location.bucket}/${s3Location.key}#${s3Location.version ?? ""}`;
  return `github:${gitHubLocation?.repository ?? ""}@${gitHubLocation?.commitId ?? ""}`;
}

/** A short label such as `r41` as the bundle that a release pipeline would have uploaded for the application. */
export function toRevision(application: string, revision: SimRevision | string): SimRevision {
  if (typeof revision !== "string") return revision;
  const key = `${application}/${revision}.zip`;
  return {
    revisionType: "S3",
    s3Location: { bucket: "releases", key, bundleType: "zip", eTag: toETag(key) },
  };
}

/** 32 hexadecimal digits that depend on the text alone, so that equal revisions have equal tags. */
function toETag(text: string): string {
  let words = "";
  for (let part = 0; part < 4; part += 1) {
    let hash = 0x811c9dc5 ^ part;
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
    }
    words += hash.toString(16).padStart(8, "0");
  }
  return words;
}

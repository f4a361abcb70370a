import type { Deployment } from "#lib/domain/code-deploy.ts";
import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type Advice, cite, type Evidence } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Asks S3 whether the bundle is there; nothing where the revision is not in S3. Reads the object's properties only. */
export function toLookAtBundle({ revision }: Deployment, place: Pick<Place, "region">): readonly Advice[] {
  const object = /^s3:\/\/([^/?]+)\/(.+)$/.exec(revision?.label ?? "");
  const [, bucket, key] = object ?? [];
  if (bucket === undefined || key === undefined) return [];
  return [
    {
      text: "Ask S3 whether the bundle is there; it changes nothing. The bucket may be in another region: then name that one.",
      command: toCommand(place, ["s3api", "head-object", "--bucket", bucket, "--key", key]),
    },
  ];
}

export function citeRevision(deployment: FactRevision<"deployment">): readonly Evidence[] {
  const label = deployment.value.revision?.label;
  return label === undefined ? [] : [cite(deployment, "revision", label)];
}

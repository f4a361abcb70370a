import { LinkedText } from "#components/ui/linked-text.tsx";
import { isBroken, type TroubledEdge, toEdgeKey } from "#components/wiring/wiring.ts";
import type { Scope } from "#lib/domain/scope.ts";

type WiringTroublesProps = { readonly troubled: readonly TroubledEdge[]; readonly scope: Scope };

/** The links that are broken or hold something, each with the number that it has in the picture. */
export function WiringTroubles({ troubled, scope }: WiringTroublesProps) {
  if (troubled.length === 0) return <p>Every link that was read is whole.</p>;
  const broken = troubled.filter(isBroken).length;
  return (
    <div>
      <h3 className="text-[0.8125rem]">{toCountText(broken, troubled.length - broken)}</h3>
      <ol className="wiring-troubles">
        {troubled.map((edge) => (
          <li key={toEdgeKey(edge)} data-tone={isBroken(edge) ? "bad" : "waiting"}>
            <span className="font-semibold">{isBroken(edge) ? "Broken: " : "Waits: "}</span>
            <LinkedText text={edge.sentence} scope={scope} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function toCountText(broken: number, waiting: number): string {
  const parts = [
    broken === 0 ? "" : broken === 1 ? "1 broken link" : `${broken} broken links`,
    waiting === 0 ? "" : `${waiting} that ${waiting === 1 ? "waits" : "wait"}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

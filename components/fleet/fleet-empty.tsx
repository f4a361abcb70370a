import { Moment } from "#components/ui/moment.tsx";
import type { Fleet } from "#lib/report/schema.ts";

/** No groups at all: says where was looked, and what to check. */
export function FleetEmpty({ fleet }: { readonly fleet: Fleet }) {
  const unread = fleet.places.filter((place) => !place.groupsKnown);
  const known = unread.length === 0;
  return (
    <section data-tone={known ? "idle" : "unknown"} className="message-panel">
      <h2 className="text-lg">
        {known
          ? "No deployment groups in these accounts and regions"
          : "The deployment groups are not known yet"}
      </h2>
      <ul className="list-disc pl-5">
        {fleet.places.map((place) => (
          <li key={`${place.account}/${place.region}`}>
            {place.account} · {place.region}:{" "}
            {place.groupsKnown
              ? "read completely"
              : place.readAt === null
                ? "not read yet"
                : "not read completely"}
            {place.readAt !== null && (
              <>
                , <Moment iso={place.readAt} at={fleet.at} />
              </>
            )}
          </li>
        ))}
      </ul>
      {known && (
        <>
          <p>What to check:</p>
          <ul className="list-disc pl-5">
            <li>
              Is this the account and the region in which CodeDeploy runs? The region comes from AWS_REGION or
              the profile.
            </li>
            <li>Do the groups deploy to EC2? Groups for Lambda and ECS are not shown here.</li>
            <li>
              <code>aws deploy list-applications</code> with the same credentials lists what this page can
              see.
            </li>
          </ul>
        </>
      )}
    </section>
  );
}

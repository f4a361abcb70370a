import { Moment } from "#components/ui/moment.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import type { Audit } from "#lib/report/schema.ts";

/** What was looked at, and when: an empty list says something only together with this. */
export function CheckedPlaces({ audit: { checked, at } }: { readonly audit: Audit }) {
  return (
    <section aria-labelledby="checked" className="panel mt-3 px-4 py-3">
      <h2 id="checked">What was checked, and when</h2>
      {checked.length === 0 ? (
        <p className="text-muted">Nothing: no account and region could be read.</p>
      ) : (
        <ScrollTable label="What was checked">
          <caption className="sr-only">Accounts and regions with what was read of them</caption>
          <thead>
            <tr>
              <th scope="col">Account and region</th>
              <th scope="col">Deployment groups</th>
              <th scope="col">listed</th>
              <th scope="col">Auto Scaling groups they name</th>
              <th scope="col">Hooks on these</th>
              <th scope="col">oldest reading of hooks</th>
            </tr>
          </thead>
          <tbody>
            {checked.map((place) => (
              <tr key={`${place.account}/${place.region}`}>
                <th scope="row" className="whitespace-nowrap">
                  {place.account} · {place.region}
                </th>
                <td>
                  {place.groups}
                  {place.groupsWithoutAutoScaling > 0 &&
                    `, of which ${place.groupsWithoutAutoScaling} name no Auto Scaling group`}
                </td>
                <td>
                  {place.readAt === null ? (
                    "not read yet"
                  ) : (
                    <>
                      {place.groupsKnown ? "completely" : "not completely"},{" "}
                      <Moment iso={place.readAt} at={at} />
                    </>
                  )}
                </td>
                <td>{place.autoScalingGroups}</td>
                <td>{place.hooks}</td>
                <td>
                  {place.hooksReadAt === null ? "not read yet" : <Moment iso={place.hooksReadAt} at={at} />}
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
      <p className="mt-2 max-w-[90ch] text-[0.8125rem] text-muted">
        Only Auto Scaling groups that a deployment group names are read. A hook that a deleted deployment
        group left on any other Auto Scaling group is not seen here.
      </p>
    </section>
  );
}

import { Fragment } from "react";
import type { ChangeGroup } from "#components/pinned/change-groups.ts";
import { CellValue } from "#components/pinned/raw-value.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import type { FactChange } from "#lib/report/schema.ts";

/** Changes by instance or entity: path, before and after. */
export function ChangeTable({ groups }: { readonly groups: readonly ChangeGroup[] }) {
  return (
    <ScrollTable label="Changes">
      <caption className="sr-only">What changed between the two moments</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      {groups.map(({ entity, changes }) => (
        <tbody key={entity}>
          <tr>
            <th scope="rowgroup" colSpan={3} className="bg-sunken">
              <code className="font-semibold wrap-anywhere">
                <Breakable text={entity} />
              </code>
            </th>
          </tr>
          {changes.map((change) => (
            <ChangeRows key={`${change.kind} ${change.entity}`} change={change} />
          ))}
        </tbody>
      ))}
    </ScrollTable>
  );
}

function ChangeRows({ change }: { readonly change: FactChange }) {
  return (
    <Fragment>
      <tr>
        <th scope="row" colSpan={3} className="wrap-anywhere">
          <strong>{change.change}</strong>: {change.kind}{" "}
          <code>
            <Breakable text={change.entity} />
          </code>{" "}
          <span className="text-muted">{change.sourceTitle}</span>
        </th>
      </tr>
      {change.fields.map(({ path, before, after }) => (
        <tr key={path}>
          <th scope="row" className="pl-3!">
            <code className="wrap-anywhere">{path === "" ? "value" : path}</code>
          </th>
          <td className="min-w-28">
            <CellValue value={before} />
          </td>
          <td className="min-w-28">
            <CellValue value={after} />
          </td>
        </tr>
      ))}
      {change.fieldsLeftOut > 0 && (
        <tr>
          <td colSpan={3}>{change.fieldsLeftOut} more fields are not listed.</td>
        </tr>
      )}
    </Fragment>
  );
}

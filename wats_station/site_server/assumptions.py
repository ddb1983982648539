"""Every choice of the site server where WATS is silent, for a user of a real WATS to find.

No live WATS server could be asked. "Section" is the wire contract's.

- A new unit without a phase is Undefined (1); PUT Units honours `unitPhaseId` only when it
  makes the unit, and makes a missing product and revision (section 8).
- The names of phases 1, 2, 4098, 16 and 32 are the production guide's.
- Posting a report never moves a phase; a report for an unknown unit makes it (section 8).
- Rejections, unknown units and processes, ambiguous serial numbers and missing parameters
  are answered with 404, a sentence in `Message` and a word in `reasonCode` (section 6).
  A phase that a unit cannot be in is a 400 in the ModelState form.
- Unit calls take the serial number alone where one part has it.
- Verification follows section 4, the strict order. Without a rule the flags are false,
  `results` is empty, `noRepairs` comes from the repair count, and `hasRule: false` is
  added, as is `seen`: a row as in `results` for every process the unit has been through
  (with a rule, the rule's); `grade` is one of PASSED, FAILED, NOT_TESTED, PENDING, and
  looks at the last run of every process the unit has seen where there is no rule.
- A child is built in by the direct level of its parent's own revision; a relation without a
  mask takes the child's revision exactly. Positions count from 0 in the order of the
  relations; parts without serial numbers take none. `checkPartNumber` and `checkRevision`
  stand in for the template, `checkPhase` for the phase of the tag `PhaseFinalized`; what is
  built in by them alone gets a position behind the template.
- CheckChildUnits answers each slot with what is in it, `isComplete` and `missingCount`.
- A deleted unit's history stays; a unit with children or a parent is not deleted.
- Serial numbers are neighbours when their trailing digits (of a MAC address: its value)
  differ by one. Take gives what is left of a short pool; Reserve sets numbers aside and
  counts those reported as used as taken.
- `contains`, `startswith` and `endswith` of OData take no notice of case; `eq` does.
- A report's XML (WSXF) names elements and attributes as the WSJF report names its fields.
- Product tags are changed by key with whatever call brings them; of a list and its xmlData
  twin, what differs from what is kept is the wish, and the list wins.
- Unit changes for an ERP are kept only where the set-up turns `logUnitChanges` on.
- Changing products, rules, pools, barcode identifiers and part numbers of units, and
  deleting units, needs a token that may administer. Of a product and a revision, tags named
  `Quarantine` and `Quarantine lot ...` may be set by a token that may operate.
- `processName` is added to a unit, `product` and `productRevision` hold what names them.
- GetUnitStateHistory has an entry for each change of phase or process, with both as of then.
- `GET /api/station/History`, `GET /api/station/Command`, `PUT /api/station/Command/Void` and
  the `X-Station-` headers are this server's own (product.md 7.4); header values are
  percent-encoded UTF-8. A command's id is kept for good.
- What sets a phase, a process or one tag takes `X-Station-Expected`: 409 `changedMeanwhile`
  where the unit is neither as it says nor as is wanted. 409 `voided` answers a command that
  its station has given up.
- `causedUutFailure` of a report header is the path of the first failed step with its
  measured value and limits.
"""

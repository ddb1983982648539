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
- `processName` is added to a unit, `product` and `productRevision` hold what names them.
- GetUnitStateHistory answers the phases; its `processes` are empty texts.
- `GET /api/station/History` and the `X-Station-` headers are this server's own
  (product.md 7.4); header values are percent-encoded UTF-8.
- `causedUutFailure` of a report header is the path of the first failed step with its
  measured value and limits.
"""

-- Rows of a version 1 database: case 1 decided, carried out, reviewed and withdrawn, taken back the same day, closed with
-- a duty missed; case 2 open, carried out before anybody asked for a review.
INSERT INTO series (series, year, last) VALUES ('AJ', 2026, 7);
INSERT INTO bureaus (id, name) VALUES ('d08', '示例局');
INSERT INTO staff (id, login, name, bureau, roles) VALUES (1, 'a', '示例甲', 'd08', '["handler"]');
INSERT INTO staff (id, login, name, bureau, roles) VALUES (2, 'b', '示例乙', 'd08', '["approver"]');
INSERT INTO agencies (id, serial, bureau, name, kind, status, credit_code, legal_representative, contact, phone, address,
  published_on, expires_on, note, initials, syllables)
VALUES (1, 1, 'd08', '示例机构', 'social', 'listed', '52659001MA0000001M', '示例', '示例', '', '', '2025-09-15',
  '2028-09-14', '', 'sljg', 'shi li ji gou');
INSERT INTO cases (id, year, serial, bureau, agency, status, opened_on, grounds, source, summary, settings)
VALUES (1, 2026, 6, 'd08', 1, 'closed', '2026-03-02', '["2"]', '示例', '示例', '{}'),
  (2, 2026, 7, 'd08', 1, 'executing', '2026-03-02', '["2"]', '示例', '示例', '{}');
INSERT INTO filings (id, year, serial, bureau, agency, kind, status, applied_on, waits_for, due)
VALUES (1, 2026, 3, 'd08', 1, 'renewal', 'survey', '2026-03-02', 'bureau', '2026-04-01');
INSERT INTO case_handlers (case_id, staff, since) VALUES (1, 1, '2026-03-02'), (2, 1, '2026-03-02');
INSERT INTO case_handlers (case_id, staff, since, until, reason) VALUES (1, 2, '2026-03-02', '2026-03-05', '示例');
INSERT INTO proposals (id, case_id, proposed_by, proposed_on, grounds, outcomes, facts, reasons, basis)
VALUES (1, 1, 1, '2026-03-03', '["2"]', '["warning"]', '示例', '示例', '示例'),
  (2, 1, 1, '2026-03-13', '["2"]', '["ordered-end"]', '示例', '示例', '示例');
INSERT INTO documents (id, year, serial, bureau, case_id, kind, status, number, proposal, content, drafted_by, drafted_on,
  void_reason)
VALUES (1, 2026, 1, 'd08', 1, 'notice', 'void', NULL, 1, '{}', 1, '2026-03-03', 'replaced'),
  (2, 2026, 2, 'd08', 1, 'notice', 'draft', NULL, 2, '{}', 1, '2026-03-13', NULL);
INSERT INTO statements (notice, kind, received_on, content)
VALUES (1, 'statement', '2026-03-10', '示例陈述'), (2, 'waiver', '2026-03-16', '示例放弃');
INSERT INTO discussions (proposal, held_on, members, conclusion) VALUES (2, '2026-03-17', '示例', '示例结论'),
  (2, '2026-03-09', '示例', '示例: 不同意');
INSERT INTO legal_checks (proposal, checked_on, checked_by, passed, opinion) VALUES (2, '2026-03-17', 2, 1, '示例意见');
INSERT INTO reviews (id, case_id, requested_on, request, statement, late, outcome, decided_by, decided_on)
VALUES (1, 1, '2026-04-08', '示例', '示例', 0, 'withdrawn', 2, '2026-04-20');
INSERT INTO deadlines (clock, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
VALUES ('decision', 'd08', 1, 'AJ-2026-0006', 1, '2026-03-02', '5d', '2026-03-09', 0, 'void', '2026-04-22'),
  ('statement', 'd08', 1, 'AJ-2026-0006', 1, '2026-03-02', '5w', '2026-03-09', 0, 'void', '2026-04-22');
INSERT INTO audit (seq, at, act_on, actor, bureau, command, request_id, subject, fields, result, previous, hash)
SELECT n, '2026-04-01T10:00:00+08:00', act_on, 'a', 'd08', command, 'r' || n, subject, fields, '{}',
  printf('%064d', n), printf('%064d', n + 1)
FROM (
  SELECT 1 AS n, '2026-04-01' AS act_on, 'record-execution' AS command, 'AJ-2026-0006' AS subject,
    '{"case":"AJ-2026-0006","how":"示例执行"}' AS fields
  UNION ALL SELECT 2, '2026-04-02', 'record-execution', 'AJ-2026-0007', '{"case":"AJ-2026-0007","how":"示例办理"}'
  UNION ALL SELECT 3, '2026-04-20', 'approve-review', 'AJ-2026-0006', '{"case":"AJ-2026-0006"}'
  UNION ALL SELECT 4, '2026-04-20', 'record-execution', 'AJ-2026-0006', '{"case":"AJ-2026-0006","how":"示例撤回"}'
  UNION ALL SELECT 5, '2026-04-22', 'close-case', 'AJ-2026-0006', '{"case":"AJ-2026-0006","summary":"示例"}'
);

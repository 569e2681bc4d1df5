-- Rows of version 6: what was struck out under a name, filings of each kind, a departure.
INSERT INTO about (id, practice, bureau, made_at) VALUES (1, 1, 'd08', '2026-01-01T09:00:00+08:00');
INSERT INTO bureaus (id, name) VALUES ('d08', '第八师石河子市'), ('d06', '第六师五家渠市');
INSERT INTO staff (id, login, name, bureau, roles) VALUES
  (1, 'a', '示例甲', 'd08', '["handler"]'), (2, 'b', '示例乙', 'd06', '["approver"]'),
  (3, 'c', '示例乙', 'd08', '["approver"]');
INSERT INTO agencies (id, serial, bureau, name, kind, status, credit_code, legal_representative, contact, phone, address,
  published_on, expires_on, branch_of, note, initials, syllables) VALUES
  (1, 1, 'd08', '示例一校', 'school', 'listed', '52659001MA0000001M', '示例', '示例', '1', '示例', '2025-09-15', '2028-09-14', NULL, '', 's', 's'),
  (2, 2, 'd08', '示例分支', 'employer', 'listed', '52659001MA0000002K', '示例', '示例', '1', '示例', '2025-09-15', '2028-09-14', '示例总部', '', 's', 's'),
  (3, 3, 'd08', '示例资格', 'qualification', 'applying', '52659001MA0000003H', '示例', '示例', '1', '示例', NULL, NULL, NULL, '', 's', 's');
INSERT INTO filings (id, year, serial, bureau, agency, kind, status, applied_on, waits_for, scopes, matter, statement, settings) VALUES
  (1, 2026, 1, 'd08', 1, 'renewal', 'materials', '2026-03-01', 'bureau', '[]', 'null', '示例', '{}'),
  (2, 2026, 2, 'd08', 1, 'incremental', 'materials', '2026-03-01', 'bureau', '[]', 'null', '示例', '{}'),
  (3, 2026, 3, 'd08', 2, 'incremental', 'materials', '2026-03-01', 'bureau', '[]', 'null', '示例', '{}'),
  (4, 2026, 4, 'd08', 3, 'first', 'materials', '2026-03-01', 'bureau', '[]', '{"kind":"first","designation":null}', '示例', '{}'),
  (5, 2026, 5, 'd08', 2, 'end', 'materials', '2026-03-01', 'bureau', '[]', 'null', '示例', '{}');
INSERT INTO filing_departures (filing, rule, what, reason, made_by, made_on) VALUES (1, 'R6-3', '示例', '示例', 3, '2026-03-02');
INSERT INTO cases (id, year, serial, bureau, agency, status, opened_on, grounds, source, summary, settings) VALUES
  (1, 2026, 1, 'd08', 1, 'hearing', '2026-03-01', '["2"]', '示例', '示例', '{}');
INSERT INTO documents (id, year, serial, bureau, case_id, kind, status, number, content, text, sha256, drafted_by, drafted_on,
  approved_by, approved_on, issued_on) VALUES
  (1, 2026, 1, 'd08', 1, 'notice', 'served', '示例〔2026〕1号', '{}', '示例', 'x', 1, '2026-03-02', 3, '2026-03-02', '2026-03-02');
INSERT INTO services (document, method, acted_on, proof, server) VALUES
  (1, 'direct', '2026-03-04', '{"method":"direct","signer":"示例","instead":null}', '示例甲');
INSERT INTO struck_services (document, method, acted_on, proof, server, struck_on, struck_by, reason) VALUES
  (1, 'direct', '2026-03-03', '{"method":"direct","signer":"示例","instead":null}', '示例甲', '2026-03-04', '示例乙', '示例: 误登');
INSERT INTO statements (notice, kind, received_on, content, struck_on, struck_by, struck_reason) VALUES
  (1, 'statement', '2026-03-05', '示例: 他案', '2026-03-06', '示例离职', '示例: 误登'),
  (1, 'statement', '2026-03-05', '示例: 本案', NULL, NULL, NULL);

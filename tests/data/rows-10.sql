-- Rows of version 10, written by no act: none of them is sealed. 
INSERT INTO about (id, practice, bureau, made_at) VALUES (1, 0, 'd08', '2026-01-01T09:00:00+08:00');
INSERT INTO bureaus (id, name) VALUES ('d08', '第八师石河子市');
INSERT INTO staff (id, login, name, bureau, roles) VALUES (1, 'a', '示例甲', 'd08', '["handler"]');
INSERT INTO occupations (code, name, source, joint_with) VALUES ('6-99-02-01', '示例工', '示例目录', NULL);
INSERT INTO occupation_lists (occupation, list, reference) VALUES ('6-99-02-01', 'classification', '示例〔2026〕1号');
INSERT INTO agencies (id, serial, bureau, name, kind, status, credit_code, legal_representative, contact, phone, address,
  published_on, expires_on, branch_of, note, initials, syllables) VALUES
  (1, 1, 'd08', '示例一校', 'school', 'listed', '52659001MA0000001M', '示例', '示例', '1', '示例', '2025-09-15', '2028-09-14', NULL, '', 's', 's');
INSERT INTO scopes (agency, occupation, name, levels) VALUES (1, '6-99-02-01', '示例工', '["5","4"]');
INSERT INTO audit (seq, at, act_on, actor, bureau, command, request_id, subject, fields, result, previous, hash) VALUES
  (1, '2026-01-01T09:00:00+08:00', '2026-01-01', 'a', 'd08', 'amend-agency', 'r1', 'JG-0001', '{}', '{}',
   '0000000000000000000000000000000000000000000000000000000000000000', '1111111111111111111111111111111111111111111111111111111111111111');
INSERT INTO filings (id, year, serial, bureau, agency, kind, assessed, status, applied_on, waits_for, scopes, matter, statement, settings)
  VALUES (1, 2026, 1, 'd08', 1, 'renewal', 1, 'publicity', '2026-01-05', 'time', '[]', 'null', '示例', '{}');
INSERT INTO filing_publicities (id, filing, posted_on, posted_at, text) VALUES (1, 1, '2026-02-02', '示例', '示例');
INSERT INTO filing_objections (id, publicity, received_on, objector, content) VALUES (7, 1, '2026-02-03', '示例甲', '示例异议');
INSERT INTO filing_steps (id, filing, step, done_on, done_by, passed, opinion) VALUES (1, 1, 'applied', '2026-01-05', 1, 1, '示例');
INSERT INTO filing_rounds (id, filing, requested_on, items, due, answered_on, answer) VALUES (1, 1, '2026-01-06', '示例材料', '2026-01-20', '2026-01-07', '示例');
INSERT INTO filing_round_items (id, round, item, answered_on) VALUES (1, 1, '示例材料', '2026-01-07');

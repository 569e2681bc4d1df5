-- Rows of version 12: who was reminded three times while the third was a reminder as well has no clock that runs.
INSERT INTO about (id, practice, bureau, made_at) VALUES (1, 0, 'd08', '2026-01-01T09:00:00+08:00');
INSERT INTO bureaus (id, name) VALUES ('d08', '第八师石河子市');
INSERT INTO agencies (id, serial, bureau, name, kind, status, credit_code, legal_representative, contact, phone, address,
  published_on, expires_on, branch_of, note, initials, syllables) VALUES
  (1, 1, 'd08', '示例一校', 'school', 'listed', '52659001MA0000001M', '示例', '示例', '1', '示例', '2025-09-15', '2028-09-14', NULL, '', 's', 's'),
  (2, 2, 'd08', '示例二校', 'school', 'listed', '52659001MA0000002Q', '示例', '示例', '1', '示例', '2025-09-15', '2028-09-14', NULL, '', 's', 's');
INSERT INTO deadlines (clock, about, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on) VALUES
  ('inactivity', '2025-09-15/9m', 'd08', 1, 'JG-00001', NULL, '2025-09-15', '9m', '2026-06-15', 0, 'met', '2026-06-10'),
  ('inactivity', '2025-09-15/11m', 'd08', 1, 'JG-00001', NULL, '2025-09-15', '11m', '2026-08-17', 0, 'met', '2026-08-10'),
  ('inactivity', '2025-09-15/12m', 'd08', 1, 'JG-00001', NULL, '2025-09-15', '12m', '2026-09-15', 0, 'met', '2026-09-10'),
  ('inactivity', '2025-09-15/9m', 'd08', 2, 'JG-00002', NULL, '2025-09-15', '9m', '2026-06-15', 0, 'met', '2026-06-10'),
  ('inactivity', '2025-09-15/11m', 'd08', 2, 'JG-00002', NULL, '2025-09-15', '11m', '2026-08-17', 0, 'open', NULL);

-- From version 11 to 12: what an automatic end is proposed from is found without reading everything (R19-1, R19-2).

CREATE INDEX agency_checks_not_so ON agency_checks (kind, agency) WHERE passed = 0;
CREATE INDEX deadlines_open_idle ON deadlines (counted_from, agency) WHERE state = 'open' AND clock = 'inactivity';

-- A workspace of the claim-consistency checker. Long records stand whole, as JSON, in the columns `record` (as reviewed) and
-- `extracted` (as the program found them); the other columns repeat what one asks for. Days are ISO 8601, times UTC.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE run (
    run_id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    state TEXT NOT NULL,          -- running, done, failed, interrupted
    config TEXT NOT NULL,
    model TEXT NOT NULL,
    counts TEXT NOT NULL
);

CREATE TABLE document (
    doc_id TEXT PRIMARY KEY,
    text_hash TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    text TEXT NOT NULL,
    added TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    extraction TEXT NOT NULL,     -- hash of the document, the settings and the rules that its statements come from
    corrected TEXT NOT NULL,      -- JSON: statement_id -> parties that reviewers gave it when it was extracted
    record TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE statement (
    statement_id TEXT PRIMARY KEY,
    doc_id TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    position INTEGER NOT NULL,
    speaker TEXT,
    parties TEXT NOT NULL,        -- codes joined with +
    stance TEXT NOT NULL,
    text_hash TEXT NOT NULL,      -- of speaker and content: what a decision about it was made on
    extracted TEXT NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX statement_of_document ON statement (doc_id, position);

CREATE TABLE claim (
    claim_id TEXT PRIMARY KEY,
    statement_id TEXT NOT NULL REFERENCES statement ON DELETE CASCADE,
    doc_id TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    position INTEGER NOT NULL,
    parties TEXT NOT NULL,        -- codes joined with +
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    event_date TEXT,
    published TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    text_hash TEXT NOT NULL,      -- of the extracted text: what a decision about it was made on
    key TEXT NOT NULL,            -- of the claim's id: the id of the row of which it is the first claim
    paired TEXT,                  -- hash of the record with which it was paired last; empty: not yet, or it takes no part
    extracted TEXT NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX claim_of_document ON claim (doc_id, position);
CREATE INDEX claim_of_statement ON claim (statement_id);
CREATE INDEX claim_key ON claim (key);
CREATE INDEX claim_brief ON claim (claim_id, removed, doc_id);  -- the table itself is wide
CREATE INDEX claim_corrected ON claim (claim_id) WHERE removed OR record <> extracted;

CREATE TABLE claim_party (
    claim_id TEXT NOT NULL REFERENCES claim ON DELETE CASCADE,
    party TEXT NOT NULL,
    PRIMARY KEY (claim_id, party)
) WITHOUT ROWID;
CREATE INDEX claims_of_party ON claim_party (party);

CREATE TABLE pair (
    claim_a TEXT NOT NULL REFERENCES claim ON DELETE CASCADE,
    claim_b TEXT NOT NULL REFERENCES claim ON DELETE CASCADE,
    why TEXT NOT NULL,
    similarity REAL NOT NULL,
    inputs TEXT NOT NULL,         -- hash of both claims: a pair is judged again when it changes
    model_hash TEXT NOT NULL,     -- of weights and rules
    label TEXT,                   -- of the machine; with the probabilities empty for a pair that only a reviewer put together
    p_contradiction REAL,
    p_support REAL,
    p_neutral REAL,
    abstained INTEGER NOT NULL DEFAULT 0,
    uncertainty REAL NOT NULL DEFAULT 0,
    decided TEXT,                 -- label given by a reviewer
    contested INTEGER NOT NULL DEFAULT 0,  -- whether both claims stand in a contested row
    tier INTEGER NOT NULL DEFAULT 2,       -- order of review: 0 uncertain and contested, 1 uncertain, 2 others
    record TEXT,
    state TEXT NOT NULL DEFAULT 'pending',  -- reviewed, open (judged), pending; kept by the triggers below
    PRIMARY KEY (claim_a, claim_b)
) WITHOUT ROWID;
CREATE INDEX pair_by_second ON pair (claim_b);
CREATE INDEX pair_queue ON pair (state, tier, uncertainty DESC, claim_a, claim_b);
-- Not a generated column: counting by one reads the wide table, index or not.
CREATE TRIGGER pair_came AFTER INSERT ON pair WHEN new.label IS NOT NULL OR new.decided IS NOT NULL BEGIN
    UPDATE pair SET state = CASE WHEN new.decided IS NOT NULL THEN 'reviewed' ELSE 'open' END WHERE claim_a = new.claim_a AND claim_b = new.claim_b;
END;
CREATE TRIGGER pair_changed AFTER UPDATE OF label, decided ON pair BEGIN
    UPDATE pair SET state = CASE WHEN new.decided IS NOT NULL THEN 'reviewed' WHEN new.label IS NOT NULL THEN 'open' ELSE 'pending' END
    WHERE claim_a = new.claim_a AND claim_b = new.claim_b;
END;

CREATE TABLE proposition (
    row_id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    status TEXT NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    event_date TEXT,
    places TEXT NOT NULL,         -- names joined with "; "
    n_claims INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    search TEXT NOT NULL,         -- the proposition and the texts of its claims, in lower case
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX proposition_by_urgency ON proposition (position);

CREATE TABLE cell (               -- cells that hold claims; every other party is silent
    row_id TEXT NOT NULL REFERENCES proposition ON DELETE CASCADE,
    party TEXT NOT NULL,
    stance TEXT NOT NULL,
    origins INTEGER NOT NULL,
    n_claims INTEGER NOT NULL,
    PRIMARY KEY (row_id, party)
) WITHOUT ROWID;
CREATE INDEX cells_of_party ON cell (party);

CREATE TABLE row_claim (
    row_id TEXT NOT NULL REFERENCES proposition ON DELETE CASCADE,
    claim_id TEXT NOT NULL REFERENCES claim ON DELETE CASCADE,
    party TEXT NOT NULL,
    sign INTEGER NOT NULL,        -- 1 asserts, -1 denies, 0 takes no side
    PRIMARY KEY (row_id, claim_id, party)
) WITHOUT ROWID;
CREATE INDEX row_of_claim ON row_claim (claim_id);

CREATE TABLE row_about (          -- parties that the claims of a row name as doer or object of the event
    row_id TEXT NOT NULL REFERENCES proposition ON DELETE CASCADE,
    party TEXT NOT NULL,
    PRIMARY KEY (party, row_id)
) WITHOUT ROWID;

CREATE TABLE row_place (
    row_id TEXT NOT NULL REFERENCES proposition ON DELETE CASCADE,
    place TEXT NOT NULL,
    PRIMARY KEY (row_id, place)
) WITHOUT ROWID;

CREATE TABLE decision (
    decision_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,         -- JSON
    before TEXT NOT NULL,         -- JSON
    after TEXT NOT NULL,          -- JSON
    note TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    decided TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    texts TEXT NOT NULL,          -- JSON: id of each statement or claim concerned -> hash of its text
    summary TEXT NOT NULL,
    state TEXT NOT NULL,          -- applied, undone, superseded, earlier_text
    undone_by INTEGER REFERENCES decision
);

CREATE TABLE decision_claim (     -- claims that a decision concerns, as they are called now
    decision_id INTEGER NOT NULL REFERENCES decision,
    claim_id TEXT NOT NULL REFERENCES claim ON DELETE CASCADE,
    PRIMARY KEY (claim_id, decision_id)
) WITHOUT ROWID;

CREATE TABLE vector (             -- sentence vectors that pairing has worked out
    text_hash TEXT NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (text_hash, model)
) WITHOUT ROWID;

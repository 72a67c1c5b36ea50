BEGIN TRANSACTION;
CREATE TABLE claim (
    contact TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    people TEXT NOT NULL,
    staff TEXT NOT NULL,
    opened TEXT NOT NULL,
    amends TEXT,
    closed TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "draft" VALUES('01a201c2-a10f-702f-be6a-aca815101909','contact','["4c6f4b21-6289-5352-b55e-a8261000b619"]','screener','2026-11-22T05:37:42.159555221Z',NULL,'2026-11-22T05:37:42.250523147Z');
INSERT INTO "draft" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b','contact','["500a258a-0da2-55fb-bb49-8e0aaab4c20e"]','screener','2026-11-22T05:37:42.269309143Z',NULL,'2026-11-22T05:37:42.334769975Z');
INSERT INTO "draft" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398','contact','["30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a"]','screener','2026-11-22T05:37:42.358129905Z',NULL,'2026-11-22T05:37:42.439770071Z');
INSERT INTO "draft" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f','contact','["33f50268-368a-5a9f-9bd6-08b7035efced"]','screener','2026-11-22T05:37:42.462947270Z',NULL,'2026-11-22T05:37:42.543853398Z');
INSERT INTO "draft" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac','contact','["8bae2186-3061-5a9e-9d07-6d630f593482"]','screener','2026-11-22T05:37:42.567339506Z',NULL,NULL);
INSERT INTO "draft" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b','contact','["8d3cec7f-22f4-52f1-b37e-95d0d0b34dee"]','screener','2026-11-22T05:37:42.612283696Z',NULL,NULL);
CREATE TABLE draft_field (
    draft TEXT NOT NULL REFERENCES draft (id),
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    answer TEXT NOT NULL,
    staff TEXT NOT NULL,
    saved TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (draft, version)
) STRICT, WITHOUT ROWID;
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',1,'received.day','22','screener','2026-11-22T05:37:42.159555221Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',2,'received.month','11','screener','2026-11-22T05:37:42.159555221Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',3,'received.time','05:37','screener','2026-11-22T05:37:42.159555221Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',4,'received.year','2026','screener','2026-11-22T05:37:42.159555221Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',5,'concern','Words 0, kept since the first tables','screener','2026-11-22T05:37:42.229235859Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',6,'child_words._','not_asked','screener','2026-11-22T05:37:42.233778217Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',7,'danger_now','no','screener','2026-11-22T05:37:42.233778217Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',8,'received.day','16','screener','2026-11-22T05:37:42.233778217Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',9,'received.time','9:30am','screener','2026-11-22T05:37:42.233778217Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',10,'route','public','screener','2026-11-22T05:37:42.233778217Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a10f-702f-be6a-aca815101909',11,'source','1A','screener','2026-11-22T05:37:42.233778217Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',1,'received.day','22','screener','2026-11-22T05:37:42.269309143Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',2,'received.month','11','screener','2026-11-22T05:37:42.269309143Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',3,'received.time','05:37','screener','2026-11-22T05:37:42.269309143Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',4,'received.year','2026','screener','2026-11-22T05:37:42.269309143Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',5,'concern','Words 1, kept since the first tables','screener','2026-11-22T05:37:42.294575871Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',6,'child_words._','not_asked','screener','2026-11-22T05:37:42.307449662Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',7,'danger_now','no','screener','2026-11-22T05:37:42.307449662Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',8,'received.day','16','screener','2026-11-22T05:37:42.307449662Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',9,'received.time','9:30am','screener','2026-11-22T05:37:42.307449662Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',10,'route','public','screener','2026-11-22T05:37:42.307449662Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b',11,'source','1A','screener','2026-11-22T05:37:42.307449662Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',1,'received.day','22','screener','2026-11-22T05:37:42.358129905Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',2,'received.month','11','screener','2026-11-22T05:37:42.358129905Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',3,'received.time','05:37','screener','2026-11-22T05:37:42.358129905Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',4,'received.year','2026','screener','2026-11-22T05:37:42.358129905Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',5,'concern','Words 2, kept since the first tables','screener','2026-11-22T05:37:42.421914538Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',6,'child_words._','not_asked','screener','2026-11-22T05:37:42.429471220Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',7,'danger_now','no','screener','2026-11-22T05:37:42.429471220Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',8,'received.day','16','screener','2026-11-22T05:37:42.429471220Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',9,'received.time','9:30am','screener','2026-11-22T05:37:42.429471220Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',10,'route','public','screener','2026-11-22T05:37:42.429471220Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398',11,'source','1A','screener','2026-11-22T05:37:42.429471220Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',1,'received.day','22','screener','2026-11-22T05:37:42.462947270Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',2,'received.month','11','screener','2026-11-22T05:37:42.462947270Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',3,'received.time','05:37','screener','2026-11-22T05:37:42.462947270Z','old');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',4,'received.year','2026','screener','2026-11-22T05:37:42.462947270Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',5,'concern','Words 3, kept since the first tables','screener','2026-11-22T05:37:42.501407835Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',6,'child_words._','not_asked','screener','2026-11-22T05:37:42.523454001Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',7,'danger_now','no','screener','2026-11-22T05:37:42.523454001Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',8,'received.day','16','screener','2026-11-22T05:37:42.523454001Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',9,'received.time','9:30am','screener','2026-11-22T05:37:42.523454001Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',10,'route','public','screener','2026-11-22T05:37:42.523454001Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f',11,'source','1A','screener','2026-11-22T05:37:42.523454001Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac',1,'received.day','22','screener','2026-11-22T05:37:42.567339506Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac',2,'received.month','11','screener','2026-11-22T05:37:42.567339506Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac',3,'received.time','05:37','screener','2026-11-22T05:37:42.567339506Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac',4,'received.year','2026','screener','2026-11-22T05:37:42.567339506Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac',5,'concern','Words 4, kept since the first tables','screener','2026-11-22T05:37:42.600512345Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b',1,'received.day','22','screener','2026-11-22T05:37:42.612283696Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b',2,'received.month','11','screener','2026-11-22T05:37:42.612283696Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b',3,'received.time','05:37','screener','2026-11-22T05:37:42.612283696Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b',4,'received.year','2026','screener','2026-11-22T05:37:42.612283696Z','current');
INSERT INTO "draft_field" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b',5,'concern','Words 5, kept since the first tables','screener','2026-11-22T05:37:42.648575205Z','current');
CREATE TABLE draft_person (
    person TEXT NOT NULL,
    draft TEXT NOT NULL REFERENCES draft (id),
    PRIMARY KEY (person, draft)
) STRICT, WITHOUT ROWID;
INSERT INTO "draft_person" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619','01a201c2-a10f-702f-be6a-aca815101909');
INSERT INTO "draft_person" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e','01a201c2-a17d-70f2-810f-25ce57a0757b');
INSERT INTO "draft_person" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a','01a201c2-a1d6-72d9-b405-2ec81ebe4398');
INSERT INTO "draft_person" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced','01a201c2-a23e-73d1-902c-bc3e61c9b19f');
INSERT INTO "draft_person" VALUES('8bae2186-3061-5a9e-9d07-6d630f593482','01a201c2-a2a7-70ad-954b-147a4cfb1eac');
INSERT INTO "draft_person" VALUES('8d3cec7f-22f4-52f1-b37e-95d0d0b34dee','01a201c2-a2d4-7288-8493-5e008e10a77b');
CREATE TABLE form (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    form TEXT NOT NULL
) STRICT;
INSERT INTO "form" VALUES('5fc08c6decbbde81','{"kind":"person_details","area":"people","title":"Person details","about":"Who someone is. A new name, a birth or a correction is a new record of this kind; the earlier ones stay.","cite":"Working Together 2023, ch.3; CIN census module 1","fields":[{"name":"from","label":"When was this so from?","hint":"","shape":"moment","needed":true,"dates_record":true,"in_line":false,"sensitivity":"normal","cite":""},{"name":"given","label":"Given names","hint":"\"Baby\" for a child not yet born or named. Leave it empty when not known.","shape":"text","needed":false,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"family","label":"Family name","hint":"","shape":"text","needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"known_as","label":"Known as","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"other_names","label":"Other names used","hint":"Earlier names, names used by other agencies, other spellings.","shape":{"list":{"fields":[{"name":"given","label":"Given names","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"family","label":"Family name","hint":"","shape":"text","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"used","label":"How is it used?","hint":"For example: name at birth, married name, spelling used by the school.","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"birth","label":"Birth","hint":"","shape":{"choice":{"options":[{"value":"born","label":"Born","hint":"","fields":[{"name":"on","label":"Date of birth","hint":"A month or a year is enough when the day is not known.","shape":"partial_date","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"expected","label":"Not born yet","hint":"","fields":[{"name":"on","label":"Expected date","hint":"","shape":"partial_date","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"not_known","label":"Not known","hint":"","fields":[]}]}},"needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"sex","label":"Sex","hint":"","shape":{"code":{"set":"Sex"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"ethnicity","label":"Ethnicity","hint":"","shape":{"code":{"set":"Ethnicity"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"religion","label":"Religion","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"language","label":"First language","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"communication","label":"Is an interpreter or another way of communicating needed?","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"disabilities","label":"Disabilities","hint":"","shape":{"codes":{"set":"Disability"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"died","label":"Died","hint":"","shape":"partial_date","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"nhs_number","label":"NHS number","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"upn","label":"Unique pupil number","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"upn_unknown","label":"Why is there no unique pupil number?","hint":"","shape":{"code":{"set":"UPNunknown"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"school","label":"School or setting","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"telephone","label":"Telephone","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"third_party","cite":""},{"name":"other_number","label":"Number used by another system","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}');
INSERT INTO "form" VALUES('5e01e8a749abc25a','{"kind":"contact","area":"front_door","title":"Contact","about":"Anyone tells us about a child''s welfare. One contact may be about several children.","cite":"Working Together 2023, ch.3; Children Act 1989 s.17 and s.47","fields":[{"name":"received","label":"When was it received?","hint":"","shape":"moment","needed":true,"dates_record":true,"in_line":false,"sensitivity":"normal","cite":""},{"name":"route","label":"How did it come?","hint":"","shape":{"choice":{"options":[{"value":"public","label":"A member of the public, or the family","hint":"","fields":[]},{"value":"professional","label":"A professional''s referral form","hint":"","fields":[{"name":"agency","label":"Agency","hint":"","shape":{"code":{"set":"Agency"}},"needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"role","label":"Referrer''s role","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"help_so_far","label":"What help has already been given?","hint":"","shape":"prose","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"complete","label":"Is the form complete?","hint":"","shape":"yes_no","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"police_notice","label":"A police domestic abuse notice","hint":"","fields":[{"name":"incident","label":"When was the incident?","hint":"","shape":"moment","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"grade","label":"The officer''s grade","hint":"","shape":{"choice":{"options":[{"value":"high","label":"High","hint":"","fields":[]},{"value":"medium","label":"Medium","hint":"","fields":[]},{"value":"standard","label":"Standard","hint":"","fields":[]},{"value":"not_graded","label":"Not graded","hint":"","fields":[]}]}},"needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"reference","label":"Police reference","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"out_of_hours","label":"Out of hours","hint":"","fields":[{"name":"ended","label":"When did the out-of-hours work end?","hint":"","shape":"moment","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"child_seen","label":"Was the child seen?","hint":"","shape":{"asked":{"shape":"yes_no"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"done","label":"What was done?","hint":"","shape":"prose","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"manager","label":"Which manager was consulted?","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}]}},"needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"source","label":"Who is it from?","hint":"","shape":{"code":{"set":"ReferralSource"}},"needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"from_whom","label":"Their name and how to reach them","hint":"Someone from the public may stay unnamed.","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"third_party","cite":""},{"name":"concern","label":"What are they worried about?","hint":"Use their words where you can.","shape":"prose","needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"child_words","label":"What did the child say?","hint":"","shape":{"asked":{"shape":"prose"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"danger_now","label":"Is anyone in danger now?","hint":"","shape":{"asked":{"shape":"yes_no"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"others","label":"Other adults and children mentioned","hint":"","shape":{"list":{"fields":[{"name":"name","label":"Name","hint":"","shape":"text","needed":true,"dates_record":false,"in_line":false,"sensitivity":"third_party","cite":""},{"name":"who","label":"Who are they to the child?","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"born","label":"Date of birth or age, if known","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"consent","label":"Consent of the family to share information","hint":"","shape":{"choice":{"options":[{"value":"given","label":"Given","hint":"","fields":[]},{"value":"refused","label":"Refused","hint":"","fields":[{"name":"reason","label":"Is there a lawful reason to go on without it?","hint":"","shape":"prose","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"set_aside","label":"Not asked, because asking could put a child at risk","hint":"","fields":[{"name":"reason","label":"Why, and under what legal basis?","hint":"","shape":"prose","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"not_yet","label":"Not asked yet","hint":"","fields":[]}]}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":"Data Protection Act 2018 sch.1 para 18; Working Together 2023, ch.1"}]}');
CREATE TABLE look (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    looked TEXT NOT NULL,
    staff TEXT NOT NULL,
    person TEXT,
    record TEXT,
    action TEXT NOT NULL
) STRICT;
INSERT INTO "look" VALUES(1,'2026-11-22T05:37:42.189592154Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(2,'2026-11-22T05:37:42.210244617Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(3,'2026-11-22T05:37:42.232779741Z','screener','4c6f4b21-6289-5352-b55e-a8261000b619',NULL,'view_draft');
INSERT INTO "look" VALUES(4,'2026-11-22T05:37:42.242283339Z','screener','4c6f4b21-6289-5352-b55e-a8261000b619',NULL,'view_draft');
INSERT INTO "look" VALUES(5,'2026-11-22T05:37:42.246385672Z','screener','4c6f4b21-6289-5352-b55e-a8261000b619',NULL,'view_draft');
INSERT INTO "look" VALUES(6,'2026-11-22T05:37:42.277034045Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(7,'2026-11-22T05:37:42.290235794Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(8,'2026-11-22T05:37:42.306502373Z','screener','500a258a-0da2-55fb-bb49-8e0aaab4c20e',NULL,'view_draft');
INSERT INTO "look" VALUES(9,'2026-11-22T05:37:42.314297930Z','screener','500a258a-0da2-55fb-bb49-8e0aaab4c20e',NULL,'view_draft');
INSERT INTO "look" VALUES(10,'2026-11-22T05:37:42.326595564Z','screener','500a258a-0da2-55fb-bb49-8e0aaab4c20e',NULL,'view_draft');
INSERT INTO "look" VALUES(11,'2026-11-22T05:37:42.383016287Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(12,'2026-11-22T05:37:42.406223847Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(13,'2026-11-22T05:37:42.428539604Z','screener','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a',NULL,'view_draft');
INSERT INTO "look" VALUES(14,'2026-11-22T05:37:42.434254946Z','screener','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a',NULL,'view_draft');
INSERT INTO "look" VALUES(15,'2026-11-22T05:37:42.438822101Z','screener','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a',NULL,'view_draft');
INSERT INTO "look" VALUES(16,'2026-11-22T05:37:42.474411444Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(17,'2026-11-22T05:37:42.477403766Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(18,'2026-11-22T05:37:42.521290733Z','screener','33f50268-368a-5a9f-9bd6-08b7035efced',NULL,'view_draft');
INSERT INTO "look" VALUES(19,'2026-11-22T05:37:42.526257011Z','screener','33f50268-368a-5a9f-9bd6-08b7035efced',NULL,'view_draft');
INSERT INTO "look" VALUES(20,'2026-11-22T05:37:42.530173047Z','screener','33f50268-368a-5a9f-9bd6-08b7035efced',NULL,'view_draft');
INSERT INTO "look" VALUES(21,'2026-11-22T05:37:42.576621875Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(22,'2026-11-22T05:37:42.582179603Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(23,'2026-11-22T05:37:42.629079933Z','screener',NULL,NULL,'view_draft');
INSERT INTO "look" VALUES(24,'2026-11-22T05:37:42.634175704Z','screener',NULL,NULL,'view_draft');
CREATE TABLE mark (
    slot INTEGER NOT NULL PRIMARY KEY,
    writes INTEGER NOT NULL
) STRICT;
INSERT INTO "mark" VALUES(0,2);
INSERT INTO "mark" VALUES(1,0);
INSERT INTO "mark" VALUES(2,4);
INSERT INTO "mark" VALUES(3,0);
INSERT INTO "mark" VALUES(4,1);
INSERT INTO "mark" VALUES(5,0);
INSERT INTO "mark" VALUES(6,2);
INSERT INTO "mark" VALUES(7,1);
CREATE TABLE migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL) STRICT;
INSERT INTO "migration" VALUES(1,'0001_records');
CREATE TABLE record_person (
    person TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "record_person" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a','01a201c2-a1d6-72d9-b405-2ec81ebe4398');
INSERT INTO "record_person" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a','01a201c2-a1fe-7761-8706-7a8393551e96');
INSERT INTO "record_person" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced','01a201c2-a23e-73d1-902c-bc3e61c9b19f');
INSERT INTO "record_person" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced','01a201c2-a24b-75ff-9471-1d160744f9fb');
INSERT INTO "record_person" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619','01a201c2-a10f-702f-be6a-aca815101909');
INSERT INTO "record_person" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619','01a201c2-a137-754b-a016-33fd239bf707');
INSERT INTO "record_person" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e','01a201c2-a17d-70f2-810f-25ce57a0757b');
INSERT INTO "record_person" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e','01a201c2-a18a-7340-bcea-2fe77aad4476');
INSERT INTO "record_person" VALUES('8bae2186-3061-5a9e-9d07-6d630f593482','01a201c2-a2b1-74a7-be71-f382bd9a8d1a');
INSERT INTO "record_person" VALUES('8d3cec7f-22f4-52f1-b37e-95d0d0b34dee','01a201c2-a2e5-744e-92a7-2069e6d9f499');
CREATE TABLE revision (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    people TEXT NOT NULL,
    about TEXT NOT NULL,
    known TEXT NOT NULL,
    author TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    unusual TEXT,
    source TEXT,
    form TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (id, revision)
) STRICT;
INSERT INTO "revision" VALUES(1,'01a201c2-a137-754b-a016-33fd239bf707',1,'person_details','["4c6f4b21-6289-5352-b55e-a8261000b619"]','2026-11-22T05:37','2026-11-22T05:37:42.199901441Z','screener','finished',NULL,NULL,NULL,'5fc08c6decbbde81','{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada0","sex":"U"}');
INSERT INTO "revision" VALUES(2,'01a201c2-a10f-702f-be6a-aca815101909',1,'contact','["4c6f4b21-6289-5352-b55e-a8261000b619"]','2026-11-16T09:30','2026-11-22T05:37:42.250523147Z','screener','finished',NULL,'x',NULL,'5e01e8a749abc25a','{"child_words":"not_asked","concern":"Words 0, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO "revision" VALUES(3,'01a201c2-a18a-7340-bcea-2fe77aad4476',1,'person_details','["500a258a-0da2-55fb-bb49-8e0aaab4c20e"]','2026-11-22T05:37','2026-11-22T05:37:42.282166971Z','screener','finished',NULL,NULL,NULL,'5fc08c6decbbde81','{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada1","sex":"U"}');
INSERT INTO "revision" VALUES(4,'01a201c2-a17d-70f2-810f-25ce57a0757b',1,'contact','["500a258a-0da2-55fb-bb49-8e0aaab4c20e"]','2026-11-16T09:30','2026-11-22T05:37:42.334769975Z','screener','finished',NULL,'x',NULL,'5e01e8a749abc25a','{"child_words":"not_asked","concern":"Words 1, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO "revision" VALUES(5,'01a201c2-a1fe-7761-8706-7a8393551e96',1,'person_details','["30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a"]','2026-11-22T05:37','2026-11-22T05:37:42.398200681Z','screener','finished',NULL,NULL,NULL,'5fc08c6decbbde81','{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada2","sex":"U"}');
INSERT INTO "revision" VALUES(6,'01a201c2-a1d6-72d9-b405-2ec81ebe4398',1,'contact','["30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a"]','2026-11-16T09:30','2026-11-22T05:37:42.439770071Z','screener','finished',NULL,'x',NULL,'5e01e8a749abc25a','{"child_words":"not_asked","concern":"Words 2, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO "revision" VALUES(7,'01a201c2-a24b-75ff-9471-1d160744f9fb',1,'person_details','["33f50268-368a-5a9f-9bd6-08b7035efced"]','2026-11-22T05:37','2026-11-22T05:37:42.475352154Z','screener','finished',NULL,NULL,NULL,'5fc08c6decbbde81','{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada3","sex":"U"}');
INSERT INTO "revision" VALUES(8,'01a201c2-a23e-73d1-902c-bc3e61c9b19f',1,'contact','["33f50268-368a-5a9f-9bd6-08b7035efced"]','2026-11-16T09:30','2026-11-22T05:37:42.543853398Z','screener','finished',NULL,'x',NULL,'5e01e8a749abc25a','{"child_words":"not_asked","concern":"Words 3, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO "revision" VALUES(9,'01a201c2-a2b1-74a7-be71-f382bd9a8d1a',1,'person_details','["8bae2186-3061-5a9e-9d07-6d630f593482"]','2026-11-22T05:37','2026-11-22T05:37:42.577529786Z','screener','finished',NULL,NULL,NULL,'5fc08c6decbbde81','{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada4","sex":"U"}');
INSERT INTO "revision" VALUES(10,'01a201c2-a2e5-744e-92a7-2069e6d9f499',1,'person_details','["8d3cec7f-22f4-52f1-b37e-95d0d0b34dee"]','2026-11-22T05:37','2026-11-22T05:37:42.629902156Z','screener','finished',NULL,NULL,NULL,'5fc08c6decbbde81','{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada5","sex":"U"}');
CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    opened TEXT NOT NULL,
    seen TEXT NOT NULL,
    form_token TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT,
    password TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "staff" VALUES('administrator','Administrator','administrator',NULL,'x',1);
INSERT INTO "staff" VALUES('conference.chair','Conference chair','conference_chair','reviewing','x',1);
INSERT INTO "staff" VALUES('early.help.lead','Early help lead','early_help_lead','early-help','x',1);
INSERT INTO "staff" VALUES('hub.manager','Hub manager','hub_manager','hub','x',1);
INSERT INTO "staff" VALUES('out.of.hours','Out of hours','out_of_hours','out-of-hours','x',1);
INSERT INTO "staff" VALUES('screener','Screener','screener','hub','x',1);
INSERT INTO "staff" VALUES('social.worker','Social worker','social_worker','north-1','x',1);
INSERT INTO "staff" VALUES('team.manager','Team manager','team_manager','north-1','x',1);
CREATE TABLE summary (
    person TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    sort TEXT NOT NULL,
    born TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    team TEXT,
    worker TEXT,
    body TEXT NOT NULL
) STRICT;
INSERT INTO "summary" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619','Ada0 Fixture','fixture ada0','2015-06-04',1,NULL,NULL,'{"person":"4c6f4b21-6289-5352-b55e-a8261000b619","name":"Ada0 Fixture","sort":"fixture ada0","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-a10f-702f-be6a-aca815101909","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada0","Fixture"]],"recent":[["01a201c2-a10f-702f-be6a-aca815101909","contact","2026-11-22T05:37:42.250523147Z","screener"],["01a201c2-a137-754b-a016-33fd239bf707","person_details","2026-11-22T05:37:42.199901441Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-a10f-702f-be6a-aca815101909","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-a10f-702f-be6a-aca815101909","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-a10f-702f-be6a-aca815101909","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.250523147Z","concern":"Words 0, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO "summary" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e','Ada1 Fixture','fixture ada1','2015-06-04',1,NULL,NULL,'{"person":"500a258a-0da2-55fb-bb49-8e0aaab4c20e","name":"Ada1 Fixture","sort":"fixture ada1","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-a17d-70f2-810f-25ce57a0757b","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada1","Fixture"]],"recent":[["01a201c2-a17d-70f2-810f-25ce57a0757b","contact","2026-11-22T05:37:42.334769975Z","screener"],["01a201c2-a18a-7340-bcea-2fe77aad4476","person_details","2026-11-22T05:37:42.282166971Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-a17d-70f2-810f-25ce57a0757b","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-a17d-70f2-810f-25ce57a0757b","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-a17d-70f2-810f-25ce57a0757b","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.334769975Z","concern":"Words 1, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO "summary" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a','Ada2 Fixture','fixture ada2','2015-06-04',1,NULL,NULL,'{"person":"30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a","name":"Ada2 Fixture","sort":"fixture ada2","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-a1d6-72d9-b405-2ec81ebe4398","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada2","Fixture"]],"recent":[["01a201c2-a1d6-72d9-b405-2ec81ebe4398","contact","2026-11-22T05:37:42.439770071Z","screener"],["01a201c2-a1fe-7761-8706-7a8393551e96","person_details","2026-11-22T05:37:42.398200681Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-a1d6-72d9-b405-2ec81ebe4398","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-a1d6-72d9-b405-2ec81ebe4398","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-a1d6-72d9-b405-2ec81ebe4398","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.439770071Z","concern":"Words 2, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO "summary" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced','Ada3 Fixture','fixture ada3','2015-06-04',1,NULL,NULL,'{"person":"33f50268-368a-5a9f-9bd6-08b7035efced","name":"Ada3 Fixture","sort":"fixture ada3","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-a23e-73d1-902c-bc3e61c9b19f","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada3","Fixture"]],"recent":[["01a201c2-a23e-73d1-902c-bc3e61c9b19f","contact","2026-11-22T05:37:42.543853398Z","screener"],["01a201c2-a24b-75ff-9471-1d160744f9fb","person_details","2026-11-22T05:37:42.475352154Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-a23e-73d1-902c-bc3e61c9b19f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-a23e-73d1-902c-bc3e61c9b19f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-a23e-73d1-902c-bc3e61c9b19f","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.543853398Z","concern":"Words 3, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO "summary" VALUES('8bae2186-3061-5a9e-9d07-6d630f593482','Ada4 Fixture','fixture ada4','2015-06-04',0,NULL,NULL,'{"person":"8bae2186-3061-5a9e-9d07-6d630f593482","name":"Ada4 Fixture","sort":"fixture ada4","born":"2015-06-04","open":false,"team":null,"worker":null,"stages":[],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada4","Fixture"]],"recent":[["01a201c2-a2b1-74a7-be71-f382bd9a8d1a","person_details","2026-11-22T05:37:42.577529786Z","screener"]],"sex":"U"},"tasks":[],"waiting":[]}');
INSERT INTO "summary" VALUES('8d3cec7f-22f4-52f1-b37e-95d0d0b34dee','Ada5 Fixture','fixture ada5','2015-06-04',0,NULL,NULL,'{"person":"8d3cec7f-22f4-52f1-b37e-95d0d0b34dee","name":"Ada5 Fixture","sort":"fixture ada5","born":"2015-06-04","open":false,"team":null,"worker":null,"stages":[],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada5","Fixture"]],"recent":[["01a201c2-a2e5-744e-92a7-2069e6d9f499","person_details","2026-11-22T05:37:42.629902156Z","screener"]],"sex":"U"},"tasks":[],"waiting":[]}');
CREATE TABLE summary_key (
    found_by TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (found_by, person)
) STRICT, WITHOUT ROWID;
INSERT INTO "summary_key" VALUES('b:AT:2015-06-04','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a');
INSERT INTO "summary_key" VALUES('d:2015-06-04','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a');
INSERT INTO "summary_key" VALUES('n:AT+FKSTR','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a');
INSERT INTO "summary_key" VALUES('y:FKSTR:2015','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a');
INSERT INTO "summary_key" VALUES('z:FKSTR','30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a');
INSERT INTO "summary_key" VALUES('b:AT:2015-06-04','33f50268-368a-5a9f-9bd6-08b7035efced');
INSERT INTO "summary_key" VALUES('d:2015-06-04','33f50268-368a-5a9f-9bd6-08b7035efced');
INSERT INTO "summary_key" VALUES('n:AT+FKSTR','33f50268-368a-5a9f-9bd6-08b7035efced');
INSERT INTO "summary_key" VALUES('y:FKSTR:2015','33f50268-368a-5a9f-9bd6-08b7035efced');
INSERT INTO "summary_key" VALUES('z:FKSTR','33f50268-368a-5a9f-9bd6-08b7035efced');
INSERT INTO "summary_key" VALUES('b:AT:2015-06-04','4c6f4b21-6289-5352-b55e-a8261000b619');
INSERT INTO "summary_key" VALUES('d:2015-06-04','4c6f4b21-6289-5352-b55e-a8261000b619');
INSERT INTO "summary_key" VALUES('n:AT+FKSTR','4c6f4b21-6289-5352-b55e-a8261000b619');
INSERT INTO "summary_key" VALUES('y:FKSTR:2015','4c6f4b21-6289-5352-b55e-a8261000b619');
INSERT INTO "summary_key" VALUES('z:FKSTR','4c6f4b21-6289-5352-b55e-a8261000b619');
INSERT INTO "summary_key" VALUES('b:AT:2015-06-04','500a258a-0da2-55fb-bb49-8e0aaab4c20e');
INSERT INTO "summary_key" VALUES('d:2015-06-04','500a258a-0da2-55fb-bb49-8e0aaab4c20e');
INSERT INTO "summary_key" VALUES('n:AT+FKSTR','500a258a-0da2-55fb-bb49-8e0aaab4c20e');
INSERT INTO "summary_key" VALUES('y:FKSTR:2015','500a258a-0da2-55fb-bb49-8e0aaab4c20e');
INSERT INTO "summary_key" VALUES('z:FKSTR','500a258a-0da2-55fb-bb49-8e0aaab4c20e');
INSERT INTO "summary_key" VALUES('b:AT:2015-06-04','8bae2186-3061-5a9e-9d07-6d630f593482');
INSERT INTO "summary_key" VALUES('d:2015-06-04','8bae2186-3061-5a9e-9d07-6d630f593482');
INSERT INTO "summary_key" VALUES('n:AT+FKSTR','8bae2186-3061-5a9e-9d07-6d630f593482');
INSERT INTO "summary_key" VALUES('y:FKSTR:2015','8bae2186-3061-5a9e-9d07-6d630f593482');
INSERT INTO "summary_key" VALUES('z:FKSTR','8bae2186-3061-5a9e-9d07-6d630f593482');
INSERT INTO "summary_key" VALUES('b:AT:2015-06-04','8d3cec7f-22f4-52f1-b37e-95d0d0b34dee');
INSERT INTO "summary_key" VALUES('d:2015-06-04','8d3cec7f-22f4-52f1-b37e-95d0d0b34dee');
INSERT INTO "summary_key" VALUES('n:AT+FKSTR','8d3cec7f-22f4-52f1-b37e-95d0d0b34dee');
INSERT INTO "summary_key" VALUES('y:FKSTR:2015','8d3cec7f-22f4-52f1-b37e-95d0d0b34dee');
INSERT INTO "summary_key" VALUES('z:FKSTR','8d3cec7f-22f4-52f1-b37e-95d0d0b34dee');
CREATE TABLE task (
    person TEXT NOT NULL,
    place INTEGER NOT NULL,
    worker TEXT,
    team TEXT,
    due_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
INSERT INTO "task" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a',0,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-01","record":"01a201c2-a1d6-72d9-b405-2ec81ebe4398","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO "task" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a',1,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-11","record":"01a201c2-a1d6-72d9-b405-2ec81ebe4398","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO "task" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced',0,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-01","record":"01a201c2-a23e-73d1-902c-bc3e61c9b19f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO "task" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced',1,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-11","record":"01a201c2-a23e-73d1-902c-bc3e61c9b19f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO "task" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619',0,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-01","record":"01a201c2-a10f-702f-be6a-aca815101909","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO "task" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619',1,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-11","record":"01a201c2-a10f-702f-be6a-aca815101909","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO "task" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e',0,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-01","record":"01a201c2-a17d-70f2-810f-25ce57a0757b","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO "task" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e',1,NULL,NULL,'2026-11-17T23:59:59.000000000Z','{"clock":"CLK-FD-11","record":"01a201c2-a17d-70f2-810f-25ce57a0757b","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
CREATE TABLE team (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "team" VALUES('early-help','Early help');
INSERT INTO "team" VALUES('hub','Multi-agency hub');
INSERT INTO "team" VALUES('north-1','North safeguarding 1');
INSERT INTO "team" VALUES('out-of-hours','Out of hours');
INSERT INTO "team" VALUES('reviewing','Conference and review service');
CREATE TABLE waiting (
    person TEXT NOT NULL,
    place INTEGER NOT NULL,
    contact TEXT NOT NULL,
    due_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
INSERT INTO "waiting" VALUES('30a9b7d9-c915-5b5b-ba39-8a3c912a8d3a',0,'01a201c2-a1d6-72d9-b405-2ec81ebe4398','2026-11-17T23:59:59.000000000Z','{"contact":"01a201c2-a1d6-72d9-b405-2ec81ebe4398","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.439770071Z","concern":"Words 2, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO "waiting" VALUES('33f50268-368a-5a9f-9bd6-08b7035efced',0,'01a201c2-a23e-73d1-902c-bc3e61c9b19f','2026-11-17T23:59:59.000000000Z','{"contact":"01a201c2-a23e-73d1-902c-bc3e61c9b19f","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.543853398Z","concern":"Words 3, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO "waiting" VALUES('4c6f4b21-6289-5352-b55e-a8261000b619',0,'01a201c2-a10f-702f-be6a-aca815101909','2026-11-17T23:59:59.000000000Z','{"contact":"01a201c2-a10f-702f-be6a-aca815101909","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.250523147Z","concern":"Words 0, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO "waiting" VALUES('500a258a-0da2-55fb-bb49-8e0aaab4c20e',0,'01a201c2-a17d-70f2-810f-25ce57a0757b','2026-11-17T23:59:59.000000000Z','{"contact":"01a201c2-a17d-70f2-810f-25ce57a0757b","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:42.334769975Z","concern":"Words 1, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
CREATE TABLE write_key (
    write_key TEXT NOT NULL PRIMARY KEY,
    records TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "write_key" VALUES('01a201c2-a10f-702f-be6a-aca815101909','["01a201c2-a10f-702f-be6a-aca815101909"]');
INSERT INTO "write_key" VALUES('01a201c2-a10f-702f-be6a-aca815101909 673101c5-e246-4767-9cb7-c15ce36fa463','["01a201c2-a137-754b-a016-33fd239bf707"]');
INSERT INTO "write_key" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b','["01a201c2-a17d-70f2-810f-25ce57a0757b"]');
INSERT INTO "write_key" VALUES('01a201c2-a17d-70f2-810f-25ce57a0757b 2d970774-d574-4d96-b109-76ca87afa13c','["01a201c2-a18a-7340-bcea-2fe77aad4476"]');
INSERT INTO "write_key" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398','["01a201c2-a1d6-72d9-b405-2ec81ebe4398"]');
INSERT INTO "write_key" VALUES('01a201c2-a1d6-72d9-b405-2ec81ebe4398 45c85435-ee98-43b7-bf08-87ee37a94c25','["01a201c2-a1fe-7761-8706-7a8393551e96"]');
INSERT INTO "write_key" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f','["01a201c2-a23e-73d1-902c-bc3e61c9b19f"]');
INSERT INTO "write_key" VALUES('01a201c2-a23e-73d1-902c-bc3e61c9b19f 12e9d763-6b5f-4bcd-a425-edf1cea98678','["01a201c2-a24b-75ff-9471-1d160744f9fb"]');
INSERT INTO "write_key" VALUES('01a201c2-a2a7-70ad-954b-147a4cfb1eac dc00106a-638c-4188-865c-0350c4ed8324','["01a201c2-a2b1-74a7-be71-f382bd9a8d1a"]');
INSERT INTO "write_key" VALUES('01a201c2-a2d4-7288-8493-5e008e10a77b e7719b5f-4140-4ace-8949-56cf457da013','["01a201c2-a2e5-744e-92a7-2069e6d9f499"]');
CREATE INDEX summary_by_worker ON summary (worker, is_open, sort);
CREATE INDEX summary_by_team ON summary (team, is_open, sort);
CREATE INDEX summary_by_name ON summary (is_open, sort);
CREATE INDEX summary_key_by_person ON summary_key (person);
CREATE INDEX task_by_due ON task (due_at);
CREATE INDEX task_by_worker ON task (worker, due_at);
CREATE INDEX task_by_team ON task (team, due_at);
CREATE INDEX waiting_by_due ON waiting (due_at, contact);
CREATE INDEX draft_by_staff ON draft (staff, closed);
CREATE INDEX draft_by_opened ON draft (opened, id) WHERE closed IS NULL;
CREATE INDEX draft_person_by_draft ON draft_person (draft);
CREATE INDEX draft_field_by_staff ON draft_field (staff, draft);
CREATE INDEX look_by_person ON look (person, looked);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('look',24);
INSERT INTO "sqlite_sequence" VALUES('revision',10);
COMMIT;

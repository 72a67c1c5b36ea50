#!/usr/bin/env python3
"""Ten measures at 24 month ends beside DuckDB, from the same tables, in the same run; the counts must be the same.

    pip install duckdb
    python3 crates/measures/benches/beside_duckdb.py [SIZE]

SIZE is how many authorities of Bury's size; 1 when left out. Cold is reading the tables and the first answers; warm is the
least of five further answers. Both use two threads at most.
"""
import subprocess
import sys
import tempfile
import time

import duckdb

SIZE = sys.argv[1] if len(sys.argv) > 1 else "1"
TABLES = ["ssd_person", "ssd_contacts", "ssd_cin_episodes", "ssd_cin_assessments", "ssd_cp_plans", "ssd_cla_episodes", "ssd_cla_placement"]
# An episode that was never ended, and was followed by another, ended then.
CARE = """(select *, coalesce(clae_cla_episode_ceased_date, lead(clae_cla_episode_start_date) over (partition by clae_person_id
    order by clae_cla_episode_start_date, coalesce(clae_cla_episode_ceased_date, date '9999-12-31'))) ended from ssd_cla_episodes)"""
BENCH = ["cargo", "bench", "-q", "-p", "measures", "--bench", "measures", "--"]

# d holds the month ends, and the first days of the month, quarter, twelve months and year that end on them.
MEASURES = {
    "IND-FD-01": "select d.ends, count(c.cont_contact_id), count(c.cont_contact_id) from d left join ssd_contacts c on c.cont_contact_date between d.of_month and d.ends group by 1",
    "IND-FD-07": """with r as (select cine_referral_date dated, exists (select 1 from ssd_cin_episodes e where e.cine_person_id = a.cine_person_id
        and e.cine_referral_date < a.cine_referral_date and e.cine_referral_date >= a.cine_referral_date - interval 12 month) again from ssd_cin_episodes a)
        select d.ends, count(*) filter (where again), count(*) from d join r on r.dated between d.of_twelve and d.ends group by 1""",
    "IND-FD-09": "select d.ends, count(*) filter (where cine_referral_nfa = 'Y'), count(*) from d join ssd_cin_episodes r on r.cine_referral_date between d.of_quarter and d.ends group by 1",
    "IND-AS-03": """select d.ends, count(*) filter (where cina_assessment_child_seen = 'Y'), count(*) from d
        join ssd_cin_assessments a on a.cina_assessment_auth_date between d.of_quarter and d.ends
        join ssd_person p on p.pers_person_id = a.cina_person_id and p.pers_dob <= a.cina_assessment_auth_date group by 1""",
    "IND-CIN-01": """select d.ends, count(distinct cine_person_id), count(distinct cine_person_id) from d join ssd_cin_episodes r
        on r.cine_referral_date <= d.ends and (r.cine_close_date is null or r.cine_close_date > d.ends) and r.cine_referral_nfa = 'N' group by 1""",
    "IND-CP-05": """select d.ends, count(distinct cppl_person_id), count(distinct cppl_person_id) from d join ssd_cp_plans p
        on p.cppl_cp_plan_start_date <= d.ends and (p.cppl_cp_plan_end_date is null or p.cppl_cp_plan_end_date > d.ends) group by 1""",
    "IND-CP-08": """with p as (select d.ends, cppl_person_id, max(cppl_cp_plan_start_date) began from d join ssd_cp_plans p
        on p.cppl_cp_plan_start_date <= d.ends and (p.cppl_cp_plan_end_date is null or p.cppl_cp_plan_end_date > d.ends) group by 1, 2)
        select p.ends, count(*) filter (where began <= p.ends - interval 24 month), count(*) from p group by 1""",
    "IND-CP-09": """with p as (select cppl_cp_plan_start_date dated, exists (select 1 from ssd_cp_plans e where e.cppl_person_id = a.cppl_person_id
        and e.cppl_cp_plan_start_date < a.cppl_cp_plan_start_date) again from ssd_cp_plans a)
        select d.ends, count(*) filter (where again), count(*) from d join p on p.dated between d.of_year and d.ends group by 1""",
    "IND-LAC-01": f"""select d.ends, count(distinct clae_person_id), count(distinct clae_person_id) from d join {CARE} e
        on e.clae_cla_episode_start_date <= d.ends and (e.ended is null or e.ended > d.ends) group by 1""",
    "IND-LAC-09": f"""with l as (select distinct d.ends, d.of_year, clae_person_id who from d join {CARE} e
        on e.clae_cla_episode_start_date <= d.ends and (e.ended is null or e.ended > d.ends)),
        n as (select l.ends, who, count(p.clap_cla_placement_id) moved from l left join ssd_cla_placement p on p.clap_person_id = who
        and p.clap_cla_placement_start_date <= l.ends and (p.clap_cla_placement_end_date is null or p.clap_cla_placement_end_date >= l.of_year) group by 1, 2)
        select n.ends, count(*) filter (where moved >= 3), count(*) from n group by 1""",
}

MONTHS = """create table d as
    with e as (select last_day((date '2026-03-01' - to_months(n::int))::date) ends from range(24) t(n))
    select ends, date_trunc('month', ends)::date of_month, date_trunc('quarter', ends)::date of_quarter,
    (date_trunc('month', ends) - interval 11 month)::date of_twelve,
    make_date(case when month(ends) >= 4 then year(ends) else year(ends) - 1 end, 4, 1) of_year from e"""


def answer(database):
    return {id: sorted(database.execute(sql).fetchall()) for id, sql in MEASURES.items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*BENCH, "write", folder, SIZE], check=True)
        said = subprocess.run([*BENCH, "ten", folder], check=True, capture_output=True, text=True).stdout.split("\n")
        ours = {line.split()[0]: float(line.split()[1]) for line in said if line.count(" ") == 1}
        figures = {(id, day): (float(counted), float(of)) for id, day, counted, of in (line.split() for line in said if line.count(" ") == 3)}
        start = time.perf_counter()
        database = duckdb.connect(config={"threads": 2})
        database.execute(MONTHS)
        for table in TABLES:
            database.execute(f"create table {table} as select * from read_csv('{folder}/{table}.csv', header = true)")
        read = time.perf_counter() - start
        theirs = answer(database)
        cold = time.perf_counter() - start
        warm = min(timed(lambda: answer(database)) for _ in range(5))
    same = 0
    for id, rows in theirs.items():
        for on, counted, of in rows:
            mine = figures[(id, str(on))]
            assert mine == (counted, of), f"{id} {on}: {mine} here, {(counted, of)} by DuckDB"
            same += 1
    print(f"size {SIZE}: {same} figures, the same by both (duckdb {duckdb.__version__})")
    print(f"reading: {ours['read']:.0f} ms here, {1000 * read:.0f} ms by DuckDB: {ours['read'] / (1000 * read):.2f}")
    print(f"cold: {ours['cold']:.0f} ms here, {1000 * cold:.0f} ms by DuckDB: {ours['cold'] / (1000 * cold):.2f}")
    print(f"warm: {ours['warm']:.1f} ms here, {1000 * warm:.1f} ms by DuckDB: {ours['warm'] / (1000 * warm):.3f}")


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


main()

-- What is found again: requirements with more than one finding, and findings that repeat an earlier one.
select requirement, count(*) as findings, count(distinct programme) as programmes,
  sum(case when repeats is not null then 1 else 0 end) as repeats, sum(case when closed_on is null then 1 else 0 end) as still_open
from findings
where as_of = (select max(as_of) from findings) and requirement is not null
group by requirement
having count(*) > 1
order by findings desc, requirement

-- Controls that some programmes apply and others do not.
select control, sum(case when applicable then 1 else 0 end) as applies,
  sum(case when not applicable then 1 else 0 end) as excluded,
  sum(case when applicable is null then 1 else 0 end) as undecided,
  min(case when not applicable then programme end) as excluded_first_in
from soa
where as_of = (select max(as_of) from soa) and theme is not null
group by control
having sum(case when applicable then 1 else 0 end) > 0 and sum(case when not applicable then 1 else 0 end) > 0
order by control

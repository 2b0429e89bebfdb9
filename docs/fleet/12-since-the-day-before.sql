-- What moved since the day that was exported before the last one.
select n.programme, n.risks - b.risks as risks, n.above_appetite - b.above_appetite as above_appetite,
  n.open_majors - b.open_majors as open_majors, n.overdue - b.overdue as overdue, n.errors - b.errors as errors, n.step - b.step as step
from programmes n
join programmes b on b.programme = n.programme
where n.as_of = (select max(as_of) from programmes)
  and b.as_of = (select max(as_of) from programmes where as_of < (select max(as_of) from programmes))
order by n.programme

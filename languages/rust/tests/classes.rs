use classes::{Counter, Job, JobState, Live, Thermostat};

#[test]
fn constructors_and_methods() -> classes::Result<()> {
    let counter = Counter::new()?;
    assert_eq!(counter.value(), 0);
    assert_eq!(counter.increment()?, 1);
    assert_eq!(Counter::with_start(5)?.add(2)?.add(3)?.value(), 10);
    counter.reset()?;
    assert_eq!(counter.value(), 0);
    assert_eq!(Counter::LIMIT, 1000);
    Ok(())
}

#[test]
fn a_reference_to_itself_is_the_same_object() -> classes::Result<()> {
    let counter = Counter::new()?;
    counter.add(1)?.add(1)?;
    assert_eq!(counter.value(), 2);
    Ok(())
}

#[test]
fn objects_as_arguments() -> classes::Result<()> {
    let (a, b) = (Counter::with_start(1)?, Counter::with_start(2)?);
    assert_eq!(Counter::sum(&a, &b)?.value(), 3);
    a.take_from(&b)?;
    assert_eq!((a.value(), b.value()), (3, 0));
    a.take_from(&a)?;
    assert_eq!(a.value(), 0);
    Ok(())
}

#[test]
fn get_and_set() -> classes::Result<()> {
    let mut thermostat = Thermostat::new()?;
    assert_eq!(thermostat.target(), 20.0);
    assert!(!thermostat.is_heating());
    thermostat.set_target(25.5)?;
    assert!(thermostat.is_heating());
    assert_eq!(thermostat.name()?, "hall");
    thermostat.set_name("büro")?;
    assert_eq!(thermostat.name()?, "büro");
    Ok(())
}

#[test]
fn public_fields_and_nested_types() -> classes::Result<()> {
    let mut job = Job::new("write")?;
    assert_eq!(job.title()?, "write");
    job.set_title("read")?;
    job.set_priority(9);
    assert_eq!((job.title()?, job.priority(), job.id()), ("read", 9, 7));
    assert_eq!(job.state()?, JobState::Idle);
    job.run()?;
    assert_eq!(job.state()?, JobState::Done);
    assert_eq!(job.runs()?, 1);
    assert_eq!(format!("{job:?}"), "Job { .. }");
    Ok(())
}

#[test]
fn an_object_that_may_be_missing_takes_no_more_room() {
    assert_eq!(std::mem::size_of::<Option<Counter>>(), std::mem::size_of::<*const ()>());
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}

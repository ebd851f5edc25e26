use inheritance::{Animal, Dog, Downcast, Duck, FailureKind, Farm, Live, Puppy, Swimmer};

#[test]
fn methods_of_bases() -> inheritance::Result<()> {
    let puppy = Puppy::new("Bit")?;
    assert_eq!((puppy.age(), puppy.fetch()?), (1, 1));
    assert_eq!(puppy.sound()?, "yip");
    puppy.rename("Bot")?;
    assert_eq!(puppy.name()?, "Bot");
    Ok(())
}

#[test]
fn passed_as_a_base() -> inheritance::Result<()> {
    let (dog, puppy) = (Dog::new("Rex")?, Puppy::new("Bit")?);
    assert_eq!(inheritance::speak(&dog)?, "Rex says woof");
    assert_eq!(inheritance::speak(&puppy)?, "Bit says yip");
    let animal = Animal::from(Puppy::new("Own")?);
    assert_eq!(inheritance::speak(&animal)?, "Own says yip");
    Ok(())
}

#[test]
fn several_bases() -> inheritance::Result<()> {
    let duck = Duck::new("Donald")?;
    assert_eq!(inheritance::speak(&duck)?, "Donald says quack");
    inheritance::train(duck.as_swimmer())?;
    duck.as_swimmer().swim(3)?;
    assert_eq!(duck.as_swimmer().strokes(), 13);
    let swimmer = Swimmer::from(duck);
    assert_eq!(swimmer.strokes(), 13);
    let duck = swimmer.downcast::<Duck>().expect("a duck");
    assert_eq!(duck.name()?, "Donald");
    Ok(())
}

#[test]
fn back_to_what_it_is() -> inheritance::Result<()> {
    let animal = inheritance::adopt("puppy")?;
    assert!(animal.is::<Dog>() && animal.is::<Puppy>() && !animal.is::<Duck>());
    assert_eq!(animal.downcast_ref::<Dog>().map(|dog| dog.fetch().is_ok()), Some(true));
    let animal = animal.downcast::<Duck>().unwrap_err();
    let puppy = animal.downcast::<Puppy>().expect("a puppy");
    assert_eq!(puppy.age(), 1);
    assert_eq!(inheritance::breed()?.name()?, "Junior");
    Ok(())
}

#[test]
fn many_of_them() -> inheritance::Result<()> {
    let mut farm = Farm::new()?;
    let rex = Dog::new("Rex")?;
    farm.add(&rex)?;
    farm.add(&inheritance::adopt("duck")?)?;
    assert_eq!(farm.count(), 2);
    assert_eq!(farm.at(1)?.sound()?, "quack");
    farm.at(0)?.rename("Max")?;
    let names: Vec<_> = farm.all()?.iter().map(|animal| animal.name()).collect::<Result<_, _>>()?;
    assert_eq!(names, ["Max", "Donald"]);
    assert_eq!(farm.at(2).unwrap_err().failure(), Some(FailureKind::OutOfRange));
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
